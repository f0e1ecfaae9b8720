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

    private IReadOnlyList<QuarantinePlace> _places = [];
    private int _next;
    private bool _isLast;

    /// <summary>Takes the record out of quarantine if it is there.</summary>
    /// <param name="place">Where the record begins; never before the last one asked for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>True when it was in quarantine: the caller says what it is now.</returns>
    public async ValueTask<bool> TakeAsync(QuarantinePlace place, CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is { } held && held.CompareTo(place) <= 0)
        {
            if (held.Part < place.Part)
            {
                // Nothing of an earlier part is read any more: it stays where it is.
                _next++;
                continue;
            }

            session.TakeFromQuarantine(held);
            _next++;
            if (held == place)
            {
                return true;
            }

            // Read as a line of its own the last time, it now belongs to a record that began earlier.
            session.AddIgnored(Joined);
        }

        return false;
    }

    /// <summary>A part that is in quarantine as a whole; to be asked before any line of it.</summary>
    /// <returns>Its place, with how far an earlier run has come in it; null when only lines of it can be in quarantine.</returns>
    public async ValueTask<QuarantinePlace?> FindWholeAsync(int part, CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is { } held && held.Part <= part)
        {
            if (held.Part == part)
            {
                if (held.Line > 0)
                {
                    return null;
                }

                _next++;
                return held;
            }

            _next++;
        }

        return null;
    }

    private async ValueTask<QuarantinePlace?> PeekAsync(CancellationToken cancellationToken)
    {
        if (_next == _places.Count && !_isLast)
        {
            var after = _places.Count == 0 ? new QuarantinePlace(0, long.MinValue) : _places[^1];
            _places = await session.QuarantinedAfterAsync(after, Page, cancellationToken);
            _isLast = _places.Count < Page;
            _next = 0;
        }

        return _next < _places.Count ? _places[_next] : null;
    }
}
