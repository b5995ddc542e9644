namespace Jumpbox.Sweeping;

/// <summary>Something of ours that exists in the cloud.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Since">When it was made; null where the cloud does not say.</param>
/// <param name="Superfluous">
/// Why nothing needs it any more; null when something does. Of images without such a reason their number decides.
/// </param>
/// <param name="Held">What uses it or is at work with it; null when nothing does.</param>
/// <param name="SizeGiB">How much it stores, at most; null where that is not known.</param>
public sealed record FoundThing(
    LeftOverKind Kind,
    string Id,
    DateTimeOffset? Since,
    string? Superfluous,
    string? Held,
    long? SizeGiB = null
);
