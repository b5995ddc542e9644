namespace Jumpbox.Gating;

/// <summary>The image template that settings and content give, as the cloud shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RunState">How its last build ended.</param>
/// <param name="Started">When its last build started; null where it never did.</param>
/// <param name="Ended">When its last build ended; null where it has not.</param>
/// <param name="Outputs">What its last build put out: resource ids, or the address of a VHD without its signature.</param>
/// <param name="BaseVersion">The version of the base image that was really used; null where the cloud does not say.</param>
public sealed record SeenTemplate(
    string Id,
    string RunState,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    IReadOnlyList<string> Outputs,
    string? BaseVersion
);
