namespace Dashboard.Benchmarks;

/// <summary>Where a run keeps its data: a temporary folder that is deleted, or one that stays.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly bool _isKept;

    public RunFolder(BenchmarkOptions options)
    {
        _isKept = options.Data is not null;
        Folder = options.Data ?? Directory.CreateTempSubdirectory("dashboard-bench-").FullName;
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>The data folder of the app.</summary>
    public string App(int repeat) => Path.Combine(Folder, $"data{repeat}");

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(Folder, true);
        }
    }
}
