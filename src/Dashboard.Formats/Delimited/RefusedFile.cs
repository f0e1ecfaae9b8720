using System.Collections.Frozen;

namespace Dashboard.Formats.Delimited;

/// <summary>Recognises tables that no mapping makes readable, and says what to export instead.</summary>
internal static class RefusedFile
{
    private const string WhatInstead =
        "Export the event log (often called activity, raw data, message events or delivery log): one row per message, with time, recipient, outcome and the server's reply.";

    private static readonly FrozenSet<string> CountNames = FrozenSet.ToFrozenSet(
        """
        count counts total totals number quantity qty volume messages emails hits occurrences recipients sent delivered deliveries bounced bounces hardbounces softbounces hardbounced softbounced deferred
        deferrals rejected failed failures complaints complaint spamcomplaints spamreports opens opened uniqueopens uniqueopened clicks clicked uniqueclicks unsubscribes unsubscribed accepted attempted injected
        targeted processed requests dropped blocks invalidemails blocked spam errors suppressed
        anzahl menge versendet gesendet zugestellt geoffnet geklickt abmeldungen beschwerden empfanger hardbounceanzahl nombre envoyes delivres distribues rebonds ouvertures clics plaintes desabonnements
        cantidad enviados entregados rebotes rebotados aperturas quejas bajas numero inviati consegnati rimbalzi aperture reclami quantidade entregues devolvidos aberturas cliques reclamacoes
        aantal verzonden afgeleverd klachten
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Null when nothing speaks against reading the file row by row.</summary>
    public static MappingProblem? Find(DelimitedSample sample, IReadOnlyList<ColumnProfile> columns)
    {
        if (NoRows(sample) is { } noRows)
        {
            return noRows;
        }
        var hasAddresses = columns.Any(column => column.Addresses > 0.6 && column.FilledShare > 0.3);
        var counts = columns.Where(IsCount).ToList();
        if (!hasAddresses && counts.Count > 0)
        {
            return new MappingProblem(
                MappingProblemKind.Totals,
                $"This file holds totals (“{counts[0].Name}”), not one row per message: rates over time and replies cannot be computed from it. {WhatInstead}",
                counts[0].Name,
                true);
        }
        var isList = hasAddresses && columns.All(column => column.Times < 0.5 && column.ReplyCodes < 0.5 && column.EnhancedCodes < 0.5
            && column.Replies < 0.3 && ColumnFit.Of(column, ColumnField.Outcome) is not > 0.5);
        return isList
            ? new MappingProblem(
                MappingProblemKind.AddressList,
                $"This file is a list of addresses: it says neither when something happened nor what. {WhatInstead}",
                null,
                true)
            : null;
    }

    /// <summary>Says why the file has no rows that could be read through any mapping; null when it has some.</summary>
    public static MappingProblem? NoRows(DelimitedSample sample)
    {
        var why = sample.Rows.Count == 0 ? sample.Trouble.WhyNoRows(sample.IsWhole) : sample.Trouble.WhyUnclosed();
        return why is null ? null : new MappingProblem(MappingProblemKind.NoRows, why, null, true);
    }

    /// <summary>True for a column of numbers whose name says that they count something.</summary>
    public static bool IsCount(ColumnProfile column)
    {
        if (column.Integers < 0.8)
        {
            return false;
        }
        var plain = PlainWord.Of(column.Name);
        return CountNames.Contains(plain) || plain.EndsWith("count", StringComparison.Ordinal) || plain.EndsWith("rate", StringComparison.Ordinal)
            || plain.StartsWith("countof", StringComparison.Ordinal) || plain.StartsWith("numberof", StringComparison.Ordinal) || plain.StartsWith("anzahl", StringComparison.Ordinal)
            || plain.StartsWith("total", StringComparison.Ordinal) || plain.StartsWith("nombrede", StringComparison.Ordinal);
    }
}
