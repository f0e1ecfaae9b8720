using Dashboard.Core.Delivery;
using Dashboard.Formats;
using Dashboard.Storage.Writing;

namespace Dashboard.Web.Imports;

/// <summary>
/// Which lines of a file are in quarantine, asked for in the order of the file: a retry takes them and passes over all others.
/// </summary>
internal sealed class QuarantineRetry(ImportSession session)
{
    private const int Page = 5000;
    private const string Joined = "Part of the record above.";

    private IReadOnlyList<long> _lines = [];
    private int _next;
    private bool _isLast;

    /// <summary>Takes the record out of quarantine if it is there.</summary>
    /// <param name="line">Line at which the record begins; never less than the last one asked for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>True when it was in quarantine: the caller says what it is now.</returns>
    public async ValueTask<bool> TakeAsync(long line, CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is { } held && held <= line)
        {
            session.TakeFromQuarantine(held);
            _next++;
            if (held == line)
            {
                return true;
            }

            // Read as a line of its own the last time, it now belongs to a record that began earlier.
            session.AddIgnored(Joined);
        }

        return false;
    }

    private async ValueTask<long?> PeekAsync(CancellationToken cancellationToken)
    {
        if (_next == _lines.Count && !_isLast)
        {
            var after = _lines.Count == 0 ? 0 : _lines[^1];
            _lines = await session.QuarantinedAfterAsync(after, Page, cancellationToken);
            _isLast = _lines.Count < Page;
            _next = 0;
        }

        return _next < _lines.Count ? _lines[_next] : null;
    }
}
