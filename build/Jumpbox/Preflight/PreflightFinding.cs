namespace Jumpbox.Preflight;

/// <summary>What was found before the first target.</summary>
/// <param name="Refuses">Whether the run cannot begin; otherwise a warning.</param>
/// <param name="Sentence">What is wrong, the actual value, and what to do.</param>
public sealed record PreflightFinding(bool Refuses, string Sentence)
{
    /// <summary>Whether it is only for information: nothing is wrong yet.</summary>
    public bool Informs { get; private init; }

    /// <summary>A reason not to begin.</summary>
    public static PreflightFinding Refusal(string sentence) => new(true, sentence);

    /// <summary>A reason to think about it.</summary>
    public static PreflightFinding Warning(string sentence) => new(false, sentence);

    /// <summary>Something to know that is not wrong yet.</summary>
    public static PreflightFinding Information(string sentence) => new(false, sentence) { Informs = true };
}
