namespace Jumpbox.Journaling;

/// <summary>Something that a run asked a cloud to change, as its journal tells it.</summary>
/// <param name="Number">Its number in the journal, counted from 1: the order does not rest on clocks.</param>
/// <param name="At">When it was about to be asked for.</param>
/// <param name="Target">The target that asked.</param>
/// <param name="Asked">What was asked, as the continuation of "could not".</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The resource's id, perhaps with an action behind it.</param>
/// <param name="Content">The SHA-256 of the request's body as hex; null without a body.</param>
/// <param name="Before">What was seen before, where that tells the new from the old; null where it does not matter.</param>
/// <param name="State">How far it came.</param>
/// <param name="Why">Why it failed or is not known; null otherwise.</param>
/// <param name="Made">The ids of the resources that it made or found as it wanted them.</param>
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
    /// <summary>Whether it is not known how it ended.</summary>
    public bool IsOpen => State is EffectState.Intended or EffectState.Accepted or EffectState.Unknown;

    /// <summary>For a person.</summary>
    public override string ToString() => $"{Asked} ({State}, asked by {Target} at {At:yyyy-MM-dd HH:mm:ss zzz})";
}

/// <summary>How far an effect came, as the journal knows.</summary>
public enum EffectState
{
    /// <summary>It was about to be asked for; whether it was is not known.</summary>
    Intended,

    /// <summary>Azure is at it.</summary>
    Accepted,

    /// <summary>Azure did it.</summary>
    Done,

    /// <summary>Azure refused it, or it failed: nothing is at work any more.</summary>
    Failed,

    /// <summary>No answer came, or none that says whether it happened.</summary>
    Unknown,
}
