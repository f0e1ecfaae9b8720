namespace Dashboard.Formats.Delimited;

/// <summary>How well the values of a column suit a field.</summary>
internal static class ColumnFit
{
    /// <summary>0 to 1; null when the values cannot be this field, whatever the name says.</summary>
    public static double? Of(ColumnProfile column, ColumnField field)
    {
        if (column.Filled == 0)
        {
            // The name is all there is.
            return 0.2;
        }
        return field switch
        {
            ColumnField.EventTime or ColumnField.QueuedTime => column.Times < 0.8 ? null : column.WithClock > 0.5 ? 1 : 0.7,
            ColumnField.EventClock => column.ClocksOnly < 0.8 ? null : 1,
            ColumnField.Outcome => Outcome(column),
            ColumnField.OutcomeDetail => column.DetailWords < 0.5 ? null : 0.5 + (column.DetailWords / 2),
            ColumnField.Recipient => column.Addresses < 0.6 ? null : 0.6 + (0.4 * column.DistinctShare),
            ColumnField.Sender => column.Addresses < 0.6 ? null : 0.7,
            ColumnField.RecipientDomain => column.Domains < 0.6 ? null : 1,
            ColumnField.FromDomain => column.Domains + column.Addresses < 0.6 ? null : column.Domains > 0.5 ? 1 : 0.6,
            ColumnField.DkimDomain => column.Domains < 0.6 ? null : 1,
            ColumnField.ReplyCode => column.ReplyCodes < 0.6 ? null : column.ReplyCodes,
            ColumnField.EnhancedCode => column.EnhancedCodes + column.EatenCodes < 0.6 ? null : column.EnhancedCodes + column.EatenCodes,
            ColumnField.ReplyText => ReplyText(column),
            ColumnField.MessageId => IsWord(column) ? 0.4 + (0.6 * column.DistinctShare) : null,
            ColumnField.EventId => IsWord(column) ? column.OutcomeWordsKnown > 0.5 ? null : column.DistinctShare > 0.95 ? 1 : 0.2 : null,
            ColumnField.SendingIp => column.Ips < 0.6 ? null : 1,
            ColumnField.Relay => column.Sentences > 0.5 || column.Addresses > 0.5 || column.Times > 0.8 ? null : Math.Max(0.4, column.Domains),
            ColumnField.BounceCategory => Category(column),
            ColumnField.AttemptNumber or ColumnField.Size => column.Integers < 0.8 ? null : 1,
            ColumnField.Provider => IsDescription(column) ? 0.5 : null,
            _ => IsDescription(column) ? 0.6 : null,
        };
    }

    private static double? Outcome(ColumnProfile column)
    {
        if (column.ReplyCodes > 0.5 || column.EnhancedCodes > 0.5 || column.Addresses > 0.1 || column.WrittenTimes > 0.3 || column.Integers > 0.5
            || column.AverageLength > 40)
        {
            return null;
        }
        var known = Math.Max(column.OutcomeWordsKnown, column.DetailWords);
        if (known >= 0.4)
        {
            return 0.5 + (known / 2);
        }
        return column.Distinct <= Math.Max(3, Math.Min(30, column.Filled / 3)) ? 0.25 : null;
    }

    private static double? ReplyText(ColumnProfile column)
    {
        var isOther = column.Addresses > 0.8 || column.Times > 0.8 || column.ReplyCodes > 0.8 || (column.EnhancedCodes + column.EatenCodes > 0.8 && column.Sentences < 0.5)
            || column.Integers > 0.8 || column.OutcomeWordsKnown > 0.5 || column.DetailWords > 0.5 || column.Domains > 0.8;
        return isOther ? null : Math.Min(1, (0.5 * column.Replies) + (0.4 * Math.Max(column.Sentences, column.Phrases * 0.75)) + (0.1 * Math.Min(1, column.AverageLength / 60)) + 0.1);
    }

    private static double? Category(ColumnProfile column)
    {
        if (!IsDescription(column) || column.AverageLength > 50 || column.EnhancedCodes > 0.5)
        {
            return null;
        }
        return column.Categories > 0.3 ? 0.5 + (0.5 * column.Categories) : 0.3;
    }

    private static bool IsWord(ColumnProfile column) => column.Sentences < 0.2 && column.WrittenTimes < 0.5 && column.ReplyCodes < 0.8;

    private static bool IsDescription(ColumnProfile column) => column.Addresses < 0.5 && column.WrittenTimes < 0.5 && column.Replies < 0.3;
}
