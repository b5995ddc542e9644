namespace Jumpbox.Journaling;

/// <summary>A change that a run requested from a cloud, as recorded in its journal.</summary>
/// <param name="Number">Its number in the journal, counted from 1: the order does not depend on clocks.</param>
/// <param name="At">The time before the request.</param>
/// <param name="Target">The target that requested it.</param>
/// <param name="Asked">The request, continuing "could not".</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The resource's id, optionally followed by an action.</param>
/// <param name="Content">The SHA-256 of the request's body as hex; null without a body.</param>
/// <param name="Before">The state before, if it distinguishes new from old; null otherwise.</param>
/// <param name="State">Its state.</param>
/// <param name="Why">Why it failed or is unknown; null otherwise.</param>
/// <param name="Made">The ids of the resources that it created or found unchanged.</param>
public sealed record JournaledEffect(
    int Number,
    DateTimeOffset At,
    string Target,
    string Asked,
    string Method,
    string Path,
    string? Content,
    string? Before,
    EffectState State,
    string? Why,
    IReadOnlyList<string> Made
)
{
    /// <summary>Whether its outcome is unknown.</summary>
    public bool IsOpen => State is EffectState.Intended or EffectState.Accepted or EffectState.Unknown;

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Asked} ({State}, requested by {Target} at {At:yyyy-MM-dd HH:mm:ss zzz})";
}

/// <summary>The state of an effect in the journal.</summary>
public enum EffectState
{
    /// <summary>It was about to be requested; whether it was requested is unknown.</summary>
    Intended,

    /// <summary>Azure is running it.</summary>
    Accepted,

    /// <summary>It succeeded.</summary>
    Done,

    /// <summary>Azure refused it, or it failed: nothing is running.</summary>
    Failed,

    /// <summary>No response came, or none that shows whether it happened.</summary>
    Unknown,
}
