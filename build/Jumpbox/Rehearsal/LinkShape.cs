namespace Jumpbox.Rehearsal;

/// <summary>How the link to a closed sandbox behaves, for measuring.</summary>
/// <param name="BitsPerSecond">What all connections together carry at most; 0 means no limit.</param>
/// <param name="RoundTrip">How long a question and its answer are under way at least.</param>
public sealed record LinkShape(long BitsPerSecond, TimeSpan RoundTrip)
{
    /// <summary>As fast as the machine.</summary>
    public static LinkShape None { get; } = new(0, TimeSpan.Zero);
}
