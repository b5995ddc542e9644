namespace Jumpbox.Checks;

/// <summary>What to do about a finding.</summary>
/// <param name="Kind">What <paramref name="Text"/> is.</param>
/// <param name="Text">A shell command, Bicep, a setting as <c>path=value</c>, or a sentence.</param>
/// <param name="Fix">The same as something that <c>--fix</c> may do, or null where only a person may.</param>
public sealed record Cure(CureKind Kind, string Text, Fix? Fix = null)
{
    /// <summary>A shell command.</summary>
    /// <param name="text">The command.</param>
    /// <param name="fix">The same for <c>--fix</c>, or null.</param>
    public static Cure Command(string text, Fix? fix = null) => new(CureKind.Command, text, fix);

    /// <summary>Bicep to add to one's own templates.</summary>
    /// <param name="text">The Bicep.</param>
    public static Cure Bicep(string text) => new(CureKind.Bicep, text);

    /// <summary>A setting of <c>jumpbox.json</c>.</summary>
    /// <param name="text">The setting as <c>path=value</c>, or a sentence that names it.</param>
    public static Cure Setting(string text) => new(CureKind.Setting, text);

    /// <summary>Something that a person does elsewhere.</summary>
    /// <param name="text">A sentence.</param>
    public static Cure ByHand(string text) => new(CureKind.ByHand, text);
}
