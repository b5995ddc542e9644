namespace Jumpbox.Journaling;

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
