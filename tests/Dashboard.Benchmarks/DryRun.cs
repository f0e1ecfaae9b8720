using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Formats;
using Dashboard.Formats.Compression;
using Dashboard.Storage.Writing;

namespace Dashboard.Benchmarks;

/// <summary>How many events one pass over the file took, in CPU-seconds, and what it made of them.</summary>
internal sealed record DryRunResult(double Cpu, double Wall, long Events, int Classified, double PeakMemory);

/// <summary>
/// What an import does with each line before the database, with the import's own classes: unpack, read, identify the event and its
/// occurrence, resolve its names, mask its reply, classify what is new, gather texts. Not in it: everything that asks the database,
/// folding deliveries, counting cells, encoding rows.
/// </summary>
internal static class DryRun
{
    private const int BatchEvents = 12_288;
    private const int OccurrenceMemoryBytes = 4 << 20;

    /// <summary>The pass in the middle; one before it, which compiles the code, is left out.</summary>
    public static DryRunResult Measure(string csv, int passes)
    {
        var results = Enumerable.Range(0, passes + 1).Select(_ => Pass(csv)).Skip(1).OrderBy(r => r.Cpu).ToArray();
        return results[passes / 2] with { PeakMemory = ProcessFigures.PeakMemory(Environment.ProcessId) };
    }

    private static DryRunResult Pass(string csv)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        using var file = StoredFile.Open(csv);
        using var reader = ReaderCatalog.Open(LogFormat.PowerMta, file.NextPart()!.Content, new LogReaderOptions());
        using var occurrences = new OccurrenceCounter(Path.GetTempPath(), OccurrenceMemoryBytes);
        var names = new EventNames(1, ProviderDirectory.Default, new NewNames(new Dictionary<string, long>()));
        var texts = new TextArena();
        var pending = new PendingEvent[BatchEvents];
        var e = new LogEvent();
        var (events, classified, count) = (0L, 0, 0);
        for (var kind = reader.Read(e); kind != LineKind.End; kind = reader.Read(e))
        {
            if (kind != LineKind.Event)
            {
                // The header; the events are counted and held against the truth.
                continue;
            }

            Gather(e, occurrences, names, texts, ref pending[count++]);
            events++;
            if (count == BatchEvents)
            {
                classified += Classify(names);
                count = 0;
                texts.Clear();
            }
        }

        classified += Classify(names);
        self.Refresh();
        return new DryRunResult((self.TotalProcessorTime - before).TotalSeconds, watch.Elapsed.TotalSeconds, events, classified, 0);
    }

    private static void Gather(LogEvent e, OccurrenceCounter occurrences, EventNames names, TextArena texts, ref PendingEvent pending)
    {
        var hash = EventIdentity.Hash(e);
        pending.EventKey = (long)EventIdentity.WithOccurrence(hash, occurrences.Next(e.OccurredAt, hash));
        names.Resolve(e, ref pending);
        pending.OccurredAt = e.OccurredAt;
        pending.DeliveryKey = (long)(DeliveryIdentity.Key(e, 1) ?? 0);
        pending.Recipient = texts.Add(e.Recipient.Span);
        pending.MessageId = texts.Add(e.MessageId.Span);
        pending.Reply = e.Type == EventType.Accepted ? default : texts.Add(e.Reply.Span);
    }

    private static int Classify(EventNames names)
    {
        foreach (var (template, provider) in names.NewClasses)
        {
            ReplyClassifier.Default.Classify(names.FactsOf(template) with { ProviderId = provider });
        }

        var classified = names.NewClasses.Count;
        names.ForgetNewClasses();
        return classified;
    }
}
