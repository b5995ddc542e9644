namespace Jumpbox.Checks;

/// <summary>One thing that a check found.</summary>
/// <param name="Status">How bad it is.</param>
/// <param name="Message">What was found, with the value, as a sentence.</param>
/// <param name="Evidence">The values that the verdict rests on, by name.</param>
/// <param name="Cure">What to do; null where there is nothing to do.</param>
public sealed record Finding(
    CheckStatus Status,
    string Message,
    IReadOnlyDictionary<string, string> Evidence,
    Cure? Cure
)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>It is as it must be.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="evidence">The values, by name.</param>
    public static Finding Pass(string message, params (string Name, string Value)[] evidence) =>
        new(CheckStatus.Pass, message, ToMap(evidence), null);

    /// <summary>The check does not apply.</summary>
    /// <param name="reason">Why.</param>
    public static Finding Skipped(string reason) => new(CheckStatus.Skipped, reason, None, null);

    /// <summary>The fact may not be read.</summary>
    /// <param name="reason">Which, and why.</param>
    /// <param name="cure">How to check it by hand, or null.</param>
    public static Finding Unknown(string reason, Cure? cure = null) => new(CheckStatus.Unknown, reason, None, cure);

    /// <summary>The build may fail.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="cure">What to do.</param>
    /// <param name="evidence">The values, by name.</param>
    public static Finding Warn(string message, Cure cure, params (string Name, string Value)[] evidence) =>
        new(CheckStatus.Warn, message, ToMap(evidence), cure);

    /// <summary>The build would fail.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="cure">What to do.</param>
    /// <param name="evidence">The values, by name.</param>
    public static Finding Fail(string message, Cure cure, params (string Name, string Value)[] evidence) =>
        new(CheckStatus.Fail, message, ToMap(evidence), cure);

    private static Dictionary<string, string> ToMap((string Name, string Value)[] evidence) =>
        evidence.ToDictionary(pair => pair.Name, pair => pair.Value);
}
