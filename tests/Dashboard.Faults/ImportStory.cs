using System.Diagnostics;
using Dashboard.Core.Providers;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Dashboard.Web.Imports;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.Faults;

/// <summary>Where an import stands.</summary>
internal readonly record struct ImportState(ImportStatus Status, long Lines, long Quarantined, bool IsRetry);

/// <summary>One file on its way into one database: through as many lives of the program as it takes.</summary>
internal sealed class ImportStory : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("dashboard-faults-").FullName;
    private readonly List<AppUnderFault> _apps = [];
    private readonly TestDatabase _database;
    private readonly string _header;
    private int _importId;

    private ImportStory(TestDatabase database, string header)
    {
        _database = database;
        _header = header;
    }

    public NpgsqlDataSource Database => _database.DataSource;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>Where the program keeps the file.</summary>
    public string UploadsFolder => Path.Combine(_dataFolder, "uploads");

    /// <summary>How long each life took from its start to the first commit of the import.</summary>
    public List<TimeSpan> Resumed { get; } = [];

    private ImportRegister Register => new(_database.Contexts);

    /// <summary>An empty database in which the file waits to be imported.</summary>
    public static async Task<ImportStory> BeginAsync(PostgresServer server, LogFile log, Packing packing, CancellationToken cancellationToken)
    {
        var story = new ImportStory(await server.CreateDatabaseAsync(cancellationToken), log.Header);
        Directory.CreateDirectory(story.UploadsFolder);
        File.Copy(log.PathOf(packing), Path.Combine(story.UploadsFolder, "log"));
        var bytes = new FileInfo(log.PathOf(packing)).Length;
        story._importId = (await new ImportAdmission(story._database.Contexts, TimeProvider.System).AddAsync(new UploadedFile("mta-1", "powermta", "acct.csv", "log", bytes, "faults"), cancellationToken)).Id;
        return story;
    }

    /// <summary>Imports it in this process, with nothing going wrong.</summary>
    public async Task RunUndisturbedAsync(CancellationToken cancellationToken)
    {
        using var writer = new StoreWriter(
            Database, _database.Contexts, new CurrentRules(Database),
            new SourceCapabilities(Database, TimeProvider.System), TimeProvider.System);
        var pipeline = new ImportPipeline(writer, Register, new UploadFolder(_dataFolder), TimeProvider.System, NullLogger<ImportPipeline>.Instance);
        await pipeline.RunAsync(_importId, cancellationToken);
    }

    /// <summary>Has the quarantined lines read again, now that somebody has said what the missing header is.</summary>
    public async Task TakeUpAgainAsync(CancellationToken cancellationToken)
    {
        var sources = new SourceRegister(_database.Contexts, TimeProvider.System);
        var reading = new SourceReading { PowerMta = new PowerMtaReading { HeaderLine = _header } };
        await sources.ConfirmReadingAsync((await sources.FindAsync("mta-1", cancellationToken))!.Id, "powermta", reading.ToJson(), "faults", cancellationToken);
        if (!await new ImportDecisions(_database.Contexts).TakeUpAgainAsync(_importId, cancellationToken))
        {
            throw new InvalidOperationException("There was nothing to read again.");
        }
    }

    /// <summary>Begins a life of the program.</summary>
    /// <param name="tripwire">Where it ends by itself; null: it does not.</param>
    /// <param name="connectionString">How it reaches the database; null: directly.</param>
    public AppUnderFault Start(Tripwire? tripwire = null, string? connectionString = null)
    {
        var app = AppUnderFault.Start(connectionString ?? ConnectionString, _dataFolder, tripwire);
        _apps.Add(app);
        return app;
    }

    /// <summary>Waits until the program has stored something new of the import, and notes how long that took from its start.</summary>
    public async Task<ImportState> ResumedAsync(AppUnderFault app, CancellationToken cancellationToken)
    {
        var before = await StateAsync(cancellationToken);
        var state = await UntilAsync(app, s => (s.Lines, s.Quarantined) != (before.Lines, before.Quarantined) || IsEnd(s), cancellationToken);
        Resumed.Add(app.Age);
        return state;
    }

    /// <summary>Waits until the import is completed.</summary>
    public async Task CompletedAsync(AppUnderFault app, CancellationToken cancellationToken)
    {
        var state = await UntilAsync(app, IsEnd, cancellationToken);
        if (state.Status != ImportStatus.Completed)
        {
            throw new InvalidOperationException($"The import is {state.Status}.\n{app.Printed}");
        }
    }

    /// <summary>Waits until the program was killed by its tripwire.</summary>
    /// <returns>False when the import was completed and the tripwire not touched.</returns>
    public async Task<bool> TrippedAsync(AppUnderFault app, CancellationToken cancellationToken)
    {
        var ended = Stopwatch.StartNew();
        await UntilAsync(
            app,
            state =>
            {
                if (!IsEnd(state))
                {
                    ended.Restart();
                }

                // The last points lie behind the end of the import.
                return app.HasExited || app.IsFrozen || ended.Elapsed > TimeSpan.FromSeconds(3);
            },
            cancellationToken);
        return app.HasExited || app.IsFrozen;
    }

    public async Task<ImportState> StateAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var command = Database.CreateCommand($"select status, lines, quarantined, is_retry from imports where id = {_importId}");
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                return new ImportState((ImportStatus)reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3));
            }
            catch (NpgsqlException)
            {
                // The fault hits this connection too.
                await Task.Delay(LookEvery, cancellationToken);
            }
        }
    }

    public static bool IsEnd(ImportState state) => state.Status is ImportStatus.Completed or ImportStatus.Failed;

    public async Task<ImportState> UntilAsync(AppUnderFault app, Func<ImportState, bool> isReached, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        using var look = new PeriodicTimer(LookEvery);
        while (await look.WaitForNextTickAsync(cancellationToken))
        {
            var state = await StateAsync(cancellationToken);
            if (isReached(state))
            {
                return state;
            }

            if (waited.Elapsed > EndsWithin)
            {
                throw new TimeoutException($"Nothing happened any more: {state}\n{app.Printed}");
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        await _database.DisposeAsync();
        Directory.Delete(_dataFolder, recursive: true);
    }
}
