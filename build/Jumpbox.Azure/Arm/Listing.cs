using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// The progress of one listing through its pages: number, size and time are limited, and no page is read twice.
/// </summary>
internal sealed class Listing(ArmCall call)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _asked;
    private long _bytes;
    private TimeSpan _took;

    /// <summary>Throws for a page that was already read and for one page too many. Call before the request.</summary>
    /// <exception cref="AzureFailure">The listing does not end.</exception>
    public void Demand(Uri page)
    {
        if (!_seen.Add(page.AbsoluteUri))
        {
            throw Endless($"Page {_seen.Count} of the list links to an earlier page.");
        }
        if (_seen.Count > Limits.Pages)
        {
            throw Endless($"The list has more than {Limits.Pages} pages, which is not plausible.");
        }
        if (_took > Limits.Listing)
        {
            throw Endless($"The list was incomplete after {SpanWords.Of(_took)} and {_seen.Count - 1} pages.");
        }
        _asked = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Counts a received page.</summary>
    /// <exception cref="AzureFailure">All pages together are too large.</exception>
    public void Add(ArmAnswer page)
    {
        _took += TimeProvider.System.GetElapsedTime(_asked);
        _bytes += page.Raw.Content.ToMemory().Length;
        if (_bytes > Limits.ListingBytes)
        {
            throw Endless($"The list is larger than {Limits.ListingBytes / 1024 / 1024} MiB, which is not plausible.");
        }
    }

    private AzureFailure Endless(string message) =>
        new(
            new AzureFault(
                call.Asked,
                call.Path,
                0,
                BoundaryException.Endless,
                message,
                [],
                null,
                "Something between this machine and Azure is altering responses: check the proxy and the cloud's endpoint."
            )
        );
}
