using Jumpbox.Boundaries;

namespace Jumpbox.Checks;

/// <summary>A finding of a check.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">What was found, with the value, as a sentence.</param>
/// <param name="Evidence">The values behind the verdict, by name.</param>
/// <param name="Cure">What to do; null if there is nothing to do.</param>
public sealed record Finding(
    CheckStatus Status,
    string Message,
    IReadOnlyDictionary<string, string> Evidence,
    Cure? Cure
)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Creates a finding for a met requirement.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="evidence">The values, by name.</param>
    public static Finding Pass(string message, params (string Name, string Value)[] evidence) =>
        new(CheckStatus.Pass, message, ToMap(evidence), null);

    /// <summary>Creates a finding for a check that does not apply.</summary>
    /// <param name="reason">Why.</param>
    public static Finding Skipped(string reason) => new(CheckStatus.Skipped, reason, None, null);

    /// <summary>Creates a finding for a fact that could not be read.</summary>
    /// <param name="reason">The fact and the reason.</param>
    /// <param name="cure">How to check it by hand, or null.</param>
    public static Finding Unknown(string reason, Cure? cure = null) => new(CheckStatus.Unknown, reason, None, cure);

    /// <summary>Creates a finding for something that may make the build fail.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="cure">What to do.</param>
    /// <param name="evidence">The values, by name.</param>
    public static Finding Warn(string message, Cure cure, params (string Name, string Value)[] evidence) =>
        new(CheckStatus.Warn, message, ToMap(evidence), cure);

    /// <summary>Creates a finding for something that makes the build fail.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="cure">What to do.</param>
    /// <param name="evidence">The values, by name.</param>
    public static Finding Fail(string message, Cure cure, params (string Name, string Value)[] evidence) =>
        new(CheckStatus.Fail, message, ToMap(evidence), cure);

    private static Dictionary<string, string> ToMap((string Name, string Value)[] evidence) =>
        evidence.ToDictionary(pair => pair.Name, pair => pair.Value);
}

/// <summary>The status of a finding, from best to worst.</summary>
public enum CheckStatus
{
    /// <summary>The requirement is met.</summary>
    Pass,

    /// <summary>It does not apply, or was skipped on request; the finding has the reason.</summary>
    Skipped,

    /// <summary>The fact could not be read, so the result is unknown.</summary>
    Unknown,

    /// <summary>The build may fail, or the fact can only be checked by hand.</summary>
    Warn,

    /// <summary>The build would fail.</summary>
    Fail,
}

/// <summary>What to do about a finding.</summary>
/// <param name="Kind">The kind of <paramref name="Text"/>.</param>
/// <param name="Text">A shell command, Bicep, a setting as <c>path=value</c>, or a sentence.</param>
/// <param name="Fix">The same as an action for <c>--fix</c>, or null if it is manual.</param>
public sealed record Cure(CureKind Kind, string Text, Fix? Fix = null)
{
    /// <summary>Creates a cure that is a shell command.</summary>
    /// <param name="text">The command.</param>
    /// <param name="fix">The same for <c>--fix</c>, or null.</param>
    public static Cure Command(string text, Fix? fix = null) => new(CureKind.Command, ShellWord.QuoteIds(text), fix);

    /// <summary>Creates a cure that is Bicep for the user's own templates.</summary>
    /// <param name="text">The Bicep.</param>
    public static Cure Bicep(string text) => new(CureKind.Bicep, text);

    /// <summary>Creates a cure that is a setting of <c>jumpbox.json</c>.</summary>
    /// <param name="text">The setting as <c>path=value</c>, or a sentence that names it.</param>
    public static Cure Setting(string text) => new(CureKind.Setting, text);

    /// <summary>Creates a cure that is a manual step.</summary>
    /// <param name="text">A sentence.</param>
    public static Cure ByHand(string text) => new(CureKind.ByHand, text);
}

/// <summary>The form of a cure.</summary>
public enum CureKind
{
    /// <summary>A command of the Azure CLI or of this pipeline.</summary>
    Command,

    /// <summary>Bicep for the user's own templates.</summary>
    Bicep,

    /// <summary>A setting of <c>jumpbox.json</c>.</summary>
    Setting,

    /// <summary>A manual step.</summary>
    ByHand,
}
