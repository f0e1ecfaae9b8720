using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Evidence;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;
using Dashboard.Storage.Writing;

namespace Dashboard.Benchmarks;

/// <summary>
/// Replies per second of one core: those of a log by way of the cache of templates that imports have, those never seen before by growing
/// numbers of rules, and what other ways of asking many rules cost. One thread; CPU time of the process.
/// </summary>
internal static class ClassifyRun
{
    private const int LogEvents = 1_000_000;
    private const int Rules = 1000;
    private const int Unseen = 20_000;
    private const int NaiveReplies = 1_000;
    private const int LargestAutomaton = 10_000_000;

    private static readonly int[] Sizes = [250, 500, 1000, 2000];

    public static IReadOnlyList<Figure> Measure(GeneratedLog log, CancellationToken cancellationToken)
    {
        var figures = new List<Figure> { Cached(LoggedReplies.Of(log.AtMost(LogEvents).Options, cancellationToken)) };
        var rules = new ClassifyRules();
        var replies = UnseenReplies.Make(Unseen);
        foreach (var size in Sizes)
        {
            var set = rules.Take(size);
            var classifier = ClassifyRules.Classifier(set);
            figures.Add(NeverSeen(classifier, set.Rules.Count, replies));
            cancellationToken.ThrowIfCancellationRequested();
        }

        figures.Add(WithEvidence(replies));
        figures.AddRange(Peers(rules.Take(Rules), replies));
        return figures;
    }

    // What an import does with a reply: mask, find the template, find the class of template and provider.
    private static Figure Cached(LoggedReplies log)
    {
        var classifier = ReplyClassifier.Default;
        var scratch = new byte[TemplateMasker.MaxOutputBytes];
        var templates = new NameTable<TemplateRow>(NameStorage.Templates, new NewNames(new Dictionary<string, long>()));
        var classes = new Dictionary<(int Template, int Provider), Classification>();
        var relays = new Dictionary<byte[], int>(Utf8Comparer.Instance);
        var providers = new List<string>();
        var misses = 0;
        var spent = Spend(TimeSpan.FromSeconds(4), () =>
        {
            for (var i = 0; i < log.Count; i++)
            {
                var length = TemplateMasker.Mask(log.Reply(i), log.Known(i), scratch);
                var key = scratch.AsSpan(0, length);
                var template = templates.Find(key);
                if (template < 0)
                {
                    template = templates.Add(key, Row(log.Reply(i), key));
                }

                if (!relays.TryGetValue(log.Relay(i), out var provider))
                {
                    var id = ProviderDirectory.Default.ByRelay(log.Relay(i)).Id;
                    provider = relays[log.Relay(i)] = providers.Contains(id) ? providers.IndexOf(id) : providers.Count;
                    providers.AddRange(provider == providers.Count ? [id] : Array.Empty<string>());
                }

                if (!classes.ContainsKey((template, provider)))
                {
                    misses++;
                    classes[(template, provider)] = classifier.Classify(templates[template].Facts with { ProviderId = providers[provider] });
                }
            }
        });
        return new Figure("classify: replies of a log, by the cache of templates", (double)log.Count * spent.Passes / spent.Cpu, "replies/CPU-s")
        {
            Cpu = spent.Cpu,
            Wall = spent.Wall,
            Goal = Goal.AtLeast(500_000, 1_000_000),
            Note = $"{log.Count:N0} refusals and deferrals, {templates.Count:N0} templates, {misses:N0} classified, {1 - ((double)misses / log.Count):P2} known",
        };
    }

    private static TemplateRow Row(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> template)
    {
        var parsed = Reply.Parse(raw);
        var type = parsed.Code / 100 == 4 ? EventType.Deferred : EventType.Rejected;
        return new TemplateRow(new ReplyFacts(Encoding.UTF8.GetString(template), parsed.Code, parsed.Enhanced, "", Stage.Unknown, type, false), 0, "", default);
    }

    private static Figure NeverSeen(ReplyClassifier classifier, int rules, IReadOnlyList<(Provider Provider, string Text)> replies)
    {
        var spent = Spend(TimeSpan.FromSeconds(2), () =>
        {
            foreach (var (provider, text) in replies)
            {
                classifier.ClassifyFrom(provider, text, isLocal: false);
            }
        });
        return new Figure($"classify: replies never seen before, {rules:N0} rules", (double)replies.Count * spent.Passes / spent.Cpu, "replies/CPU-s")
        {
            Cpu = spent.Cpu,
            Wall = spent.Wall,
            Goal = Goal.AtLeast(20_000, 200_000),
            Note = "read, mask, classify",
        };
    }

    private static Figure WithEvidence(IReadOnlyList<(Provider Provider, string Text)> replies)
    {
        var spent = Spend(TimeSpan.FromSeconds(2), () =>
        {
            foreach (var (provider, text) in replies)
            {
                EvidenceReader.Default.Read(ReplyClassifier.Default, ReplyClassifier.Default.ClassifyFrom(provider, text, isLocal: null), text);
            }
        });
        return new Figure("classify: never seen before, with their evidence", (double)replies.Count * spent.Passes / spent.Cpu, "replies/CPU-s")
        {
            Cpu = spent.Cpu,
            Wall = spent.Wall,
            Goal = Goal.AtLeast(10_000, 20_000),
            Note = $"{ClassifyRules.Own:N0} rules; rules that lost, facts, help",
        };
    }

    private static IEnumerable<Figure> Peers(RuleSet rules, IReadOnlyList<(Provider Provider, string Text)> replies)
    {
        var classifier = ClassifyRules.Classifier(rules);
        var facts = replies.Take(NaiveReplies).Select(reply => Facts(reply.Provider, reply.Text)).ToArray();
        var templates = Spend(TimeSpan.FromSeconds(2), () => Array.ForEach(facts, fact => classifier.Classify(fact)));
        yield return Rate("classify: templates never seen before, without reading and masking", facts.Length, templates, "");

        var naive = new NaiveRules(rules);
        var agreed = facts.Count(fact => (naive.Find(fact) ?? "unclassified") == classifier.Classify(fact).RuleId);
        var loop = Spend(TimeSpan.FromSeconds(4), () => Array.ForEach(facts, fact => naive.Find(fact)));
        yield return Rate("peer: one compiled regular expression after the other", facts.Length, loop, $"the same rule for {agreed:N0} of {facts.Length:N0}; the product is {loop.Cpu / loop.Passes / (templates.Cpu / templates.Passes):N0}× as fast");

        // The framework refuses larger automata by default.
        AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", LargestAutomaton);
        var all = new Regex(
            string.Join('|', rules.Rules.SelectMany(rule => rule.Contains.Concat(rule.Any)).Distinct().Select(Regex.Escape)),
            RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var set = Spend(TimeSpan.FromSeconds(4), () => Array.ForEach(facts, fact => all.Count(fact.Template)));
        yield return Rate(
            "peer: all words in one non-backtracking expression", facts.Length, set,
            $"finds words only, no rule and none that overlap; the product is {set.Cpu / set.Passes / (templates.Cpu / templates.Passes):N0}× as fast");
    }

    private static Figure Rate(string name, int replies, Work work, string note) => new(name, (double)replies * work.Passes / work.Cpu, "replies/CPU-s")
    {
        Cpu = work.Cpu,
        Wall = work.Wall,
        Note = $"{Rules:N0} rules{(note.Length > 0 ? "; " : "")}{note}",
    };

    private static ReplyFacts Facts(Provider provider, string text)
    {
        var raw = Encoding.UTF8.GetBytes(text);
        var parsed = Reply.Parse(raw);
        Span<byte> template = stackalloc byte[TemplateMasker.MaxOutputBytes];
        var length = TemplateMasker.Mask(raw, default, template);
        var type = (parsed.Code / 100 ?? parsed.Enhanced?.Class) == 4 ? EventType.Deferred : EventType.Rejected;
        return new ReplyFacts(Encoding.UTF8.GetString(template[..length]), parsed.Code, parsed.Enhanced, provider.Id, Stage.Unknown, type, false);
    }

    // One pass to compile the code, then as many as fit into the time.
    private static Work Spend(TimeSpan cpu, Action pass)
    {
        pass();
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var passes = 0;
        do
        {
            pass();
            passes++;
            self.Refresh();
        }
        while (self.TotalProcessorTime - before < cpu);
        return new Work((self.TotalProcessorTime - before).TotalSeconds, watch.Elapsed.TotalSeconds, passes);
    }

    private readonly record struct Work(double Cpu, double Wall, int Passes);
}
