using System.Text;
using System.Text.Json;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Turns the names on an event (domain, relay, campaign, reply, …) into handles, and new ones into rows.</summary>
internal sealed class EventNames
{
    // Enough for any real sender's hot set; a file of a million made-up domains must not fill the memory.
    private const int MostNames = 200_000;
    private const int MostReplyBytes = 4096;

    // Replies are long: 64 MB of them are 40,000 of the usual ones, where a sender has hundreds.
    internal const long MostTemplateBytes = 64L << 20;

    private readonly int _sourceId;
    private readonly NewNames _newNames;
    private readonly NameTable<string> _domains;
    private readonly NameTable<string> _streams;
    private readonly NameTable<RouteRow> _routes;
    private readonly NameTable<RelayRow> _relays;
    private readonly NameTable<FlowRow> _flows;
    private readonly NameTable<ContextRow> _contexts;
    private readonly NameTable<TemplateRow> _templates;
    private readonly HashSet<(int Template, string Provider)> _classes = [];
    private readonly List<(int Template, string Provider)> _newClasses = [];
    private readonly byte[] _scratch = new byte[16 * 1024];
    private readonly byte[] _address = new byte[Recipient.MaxBytes];
    private ProviderDirectory _providers;
    private long _templateBytes;

    public EventNames(int sourceId, ProviderDirectory providers, NewNames newNames)
    {
        _sourceId = sourceId;
        _providers = providers;
        _newNames = newNames;
        _domains = new(NameStorage.Domains, newNames);
        _streams = new(NameStorage.Streams(sourceId), newNames);
        _routes = new(NameStorage.Routes, newNames);
        _relays = new(NameStorage.Relays(_routes.Id), newNames);
        _flows = new(NameStorage.Flows(sourceId, CountedStream), newNames);
        _contexts = new(NameStorage.Contexts(_flows.Id, _streams.Id), newNames);
        _templates = new(NameStorage.Templates, newNames);
    }

    /// <summary>True when the tables should be forgotten at the next quiet moment.</summary>
    public bool IsFull =>
        _domains.Count + _relays.Count + _routes.Count + _contexts.Count + _templates.Count + _classes.Count > MostNames
        || IsFullOfText;

    /// <summary>Memory that the texts of replies take, in bytes.</summary>
    internal long TemplateBytes => _templateBytes;

    /// <summary>True when the texts of replies have taken all the memory they may.</summary>
    public bool IsFullOfText => _templateBytes > MostTemplateBytes;

    /// <summary>Pairs of template and provider met since the last call to <see cref="ForgetNewClasses"/>.</summary>
    public IReadOnlyList<(int Template, string Provider)> NewClasses => _newClasses;

    /// <summary>True when an event may have <see cref="OwnNames"/>.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>What stands behind a template's row: its own facts, or those of all that share it.</summary>
    public ReplyFacts FactsOf(int template) => (_templates.IsOther(template) ? _templates[template].Shared() : _templates[template]).Facts;

    public int TemplateId(int handle) => _templates.Id(handle);

    public int ContextId(int handle) => _contexts.Id(handle);

    public int DomainId(int handle) => _domains.Id(handle);

    public int RouteId(int handle) => _routes.Id(handle);

    public int RelayId(int handle) => _relays.Id(handle);

    public ContextIds IdsOfContext(int handle) => new(_flows.Id(_contexts[handle].Flow), _streams.Id(_contexts[handle].Stream), _sourceId);

    /// <summary>Fills the event's handles.</summary>
    public void Resolve(LogEvent e, ref PendingEvent pending)
    {
        var domain = e.Type == EventType.Throttled ? QueueDomain(e.Queue.Span) : Recipient.DomainOf(e.Recipient.Span, _address);
        pending.Domain = Name(_domains, domain);
        (pending.Relay, pending.Route) = e.Relay.IsEmpty ? (-1, DomainRoute(domain)) : Relay(e.Relay.Span);
        pending.Context = Context(e);
        pending.Template = ReplyTemplate(e);
        NoteClass(in pending);
    }

    /// <summary>Gives routes the providers of another directory; the pairs of what is not stored yet are met anew.</summary>
    public void Follow(ProviderDirectory providers, ReadOnlySpan<PendingEvent> pending)
    {
        if (ReferenceEquals(providers, _providers))
        {
            return;
        }

        _providers = providers;
        _routes.Change(route => route with { Provider = (RouteMoves.ProviderOf(route.Name, route.ByDomain, providers) ?? Provider.Other).Id });
        _classes.Clear();
        _newClasses.Clear();
        foreach (ref readonly var e in pending)
        {
            NoteClass(in e);
        }
    }

    /// <summary>Stores new names, in the order in which they refer to each other.</summary>
    public async Task StoreAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store names");
        await _domains.StoreAsync(connection, cancellationToken);
        await _streams.StoreAsync(connection, cancellationToken);
        await _routes.StoreAsync(connection, cancellationToken);
        await _relays.StoreAsync(connection, cancellationToken);
        await _flows.StoreAsync(connection, cancellationToken);
        await _contexts.StoreAsync(connection, cancellationToken);
        await _templates.StoreAsync(connection, cancellationToken);
        HasOthers = _domains.HasOthers || _streams.HasOthers || _routes.HasOthers || _relays.HasOthers || _flows.HasOthers || _contexts.HasOthers
            || _templates.HasOthers;
        if (_routes.HasOthers)
        {
            AddClassesOfOther();
        }
    }

    /// <summary>
    /// The names of an event that are not counted by themselves, as JSON: the event keeps them. Empty when all are.
    /// </summary>
    public string OwnNames(in PendingEvent e)
    {
        if (!HasOthers)
        {
            return "";
        }

        Dictionary<string, string>? own = null;
        var context = _contexts[e.Context];
        var flow = _flows[context.Flow];
        Note(_domains.IsOther(e.Domain), ("domain", _domains[e.Domain]));
        Note(e.Relay >= 0 && _relays.IsOther(e.Relay), ("relay", e.Relay >= 0 ? _relays[e.Relay].Host : ""));
        Note(_streams.IsOther(context.Stream), ("stream", flow.Stream));
        Note(_flows.IsOther(context.Flow), ("client", flow.Client), ("campaign", flow.Campaign), ("pool", flow.Pool));
        Note(
            _contexts.IsOther(e.Context), ("sending_ip", context.SendingIp), ("return_path_domain", context.ReturnPathDomain),
            ("from_domain", context.FromDomain), ("dkim_domain", context.DkimDomain), ("list_source", context.ListSource), ("segment", context.Segment));
        Note(_templates.IsOther(e.Template), ("reply", _templates[e.Template].Facts.Template));
        return own is null ? "" : JsonSerializer.Serialize(own);

        void Note(bool isOther, params ReadOnlySpan<(string Key, string Name)> names)
        {
            foreach (var (key, name) in isOther ? names : [])
            {
                (own ??= [])[key] = name;
            }
        }
    }

    /// <summary>After a rolled back transaction ids may not exist.</summary>
    public void Unstore()
    {
        _domains.Unstore();
        _streams.Unstore();
        _routes.Unstore();
        _relays.Unstore();
        _flows.Unstore();
        _contexts.Unstore();
        _templates.Unstore();
        _newNames.RolledBack();
    }

    public void ForgetNewClasses() => _newClasses.Clear();

    public void Clear()
    {
        _domains.Clear();
        _streams.Clear();
        _routes.Clear();
        _relays.Clear();
        _flows.Clear();
        _contexts.Clear();
        _templates.Clear();
        _classes.Clear();
        _newClasses.Clear();
        _templateBytes = 0;
    }

    private string CountedStream(FlowRow flow) => _streams.IsOther(_streams.Find(Encoding.UTF8.GetBytes(flow.Stream))) ? NewNames.Other : flow.Stream;

    private void NoteClass(in PendingEvent e)
    {
        var pair = (e.Template, _routes[e.Route].Provider);
        if (_classes.Add(pair))
        {
            _newClasses.Add(pair);
        }
    }

    private void AddClassesOfOther()
    {
        for (var template = 0; template < _templates.Count; template++)
        {
            if (_classes.Add((template, Provider.Other.Id)))
            {
                _newClasses.Add((template, Provider.Other.Id));
            }
        }
    }

    private static int Name(NameTable<string> table, ReadOnlySpan<byte> name)
    {
        var handle = table.Find(name);
        return handle >= 0 ? handle : table.Add(name, Encoding.UTF8.GetString(name));
    }

    // "example.com/vmta-1": a queue is one domain's mail, in the same normal form as recipients' domains.
    private ReadOnlySpan<byte> QueueDomain(ReadOnlySpan<byte> queue)
    {
        var slash = queue.IndexOf((byte)'/');
        return Recipient.DomainOf(Key((byte)'@', slash < 0 ? queue : queue[..slash]), _address);
    }

    private int DomainRoute(ReadOnlySpan<byte> domain)
    {
        var key = Key(0, domain);
        var handle = _routes.Find(key);
        if (handle < 0)
        {
            var name = Encoding.UTF8.GetString(domain);
            handle = _routes.Add(key, new RouteRow(name, true, (_providers.ByDomain(name) ?? Provider.Other).Id));
        }

        return handle;
    }

    private (int Relay, int Route) Relay(ReadOnlySpan<byte> host)
    {
        var relay = _relays.Find(host);
        if (relay < 0)
        {
            var name = Encoding.UTF8.GetString(host).ToLowerInvariant();
            var group = _providers.RelayGroup(name);
            var key = Key(1, Encoding.UTF8.GetBytes(group));
            var route = _routes.Find(key);
            route = route >= 0 ? route : _routes.Add(key, new RouteRow(group, false, _providers.ByRelay(name).Id));
            relay = _relays.Add(host, new RelayRow(name, route));
        }

        return (relay, _relays[relay].Route);
    }

    private int Context(LogEvent e)
    {
        // One look-up for all sender-side dimensions: their texts joined by a byte that no text holds.
        var length = 0;
        Join(e.Client.Span, ref length);
        Join(e.Campaign.Span, ref length);
        Join(e.Stream.Span, ref length);
        Join(e.Pool.Span, ref length);
        var flowLength = length;
        Join(e.SendingIp.Span, ref length);
        Join(Recipient.DomainOf(e.Sender.Span, _address), ref length);
        Join(e.FromDomain.Span, ref length);
        Join(e.DkimDomain.Span, ref length);
        Join(e.ListSource.Span, ref length);
        Join(e.Segment.Span, ref length);
        var handle = _contexts.Find(_scratch.AsSpan(0, length));
        if (handle >= 0)
        {
            return handle;
        }

        var parts = Encoding.UTF8.GetString(_scratch.AsSpan(0, length)).Split('\u001f');
        var stream = Name(_streams, Encoding.UTF8.GetBytes(parts[2]));
        var flow = _flows.Find(_scratch.AsSpan(0, flowLength));
        flow = flow >= 0 ? flow : _flows.Add(_scratch.AsSpan(0, flowLength), new FlowRow(parts[0], parts[1], parts[2], parts[3]));
        return _contexts.Add(
            _scratch.AsSpan(0, length),
            new ContextRow(flow, stream, parts[4], parts[5], parts[6], parts[7], parts[8], parts[9]));
    }

    private void Join(ReadOnlySpan<byte> text, ref int length)
    {
        text.CopyTo(_scratch.AsSpan(length));
        length += text.Length;
        _scratch[length++] = 0x1f;
    }

    private int ReplyTemplate(LogEvent e)
    {
        var outcome = OutcomeOf(e.Type);
        var raw = e.Reply.IsEmpty ? e.Status.Span : e.Reply.Span;
        _scratch[0] = (byte)outcome;
        _scratch[1] = e.HasRemoteReply ? (byte)0 : (byte)1;
        _scratch[2] = (byte)e.Stage;
        var length = 3 + TemplateMasker.Mask(raw, KnownFields.Of(e), _scratch.AsSpan(3));
        var key = _scratch.AsSpan(0, length);
        var handle = _templates.Find(key);
        if (handle >= 0)
        {
            return handle;
        }

        var parsed = Reply.Parse(raw);
        var facts = new ReplyFacts(
            Encoding.UTF8.GetString(key[3..]), parsed.Code, parsed.Enhanced, "", e.Stage, outcome, !e.HasRemoteReply);
        var sample = Encoding.UTF8.GetString(raw.Length > MostReplyBytes ? raw[..MostReplyBytes] : raw);
        _templateBytes += key.Length + (sizeof(char) * (long)(facts.Template.Length + sample.Length));
        return _templates.Add(key, new TemplateRow(facts, (short)outcome, sample, e.OccurredAt));
    }

    // A give-up record repeats the last deferral's reply; a bounce mail carries a refusal.
    private static EventType OutcomeOf(EventType type) => type switch
    {
        EventType.Expired => EventType.Deferred,
        EventType.AsynchronousBounce => EventType.Rejected,
        EventType.Accepted or EventType.Deferred or EventType.Rejected or EventType.Complaint or EventType.Throttled => type,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Span<byte> Key(byte kind, ReadOnlySpan<byte> name)
    {
        _scratch[0] = kind;
        name.CopyTo(_scratch.AsSpan(1));
        return _scratch.AsSpan(0, name.Length + 1);
    }
}
