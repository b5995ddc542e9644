namespace Jumpbox.Tools;

/// <summary>Something that a check of the lock found.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Pin">Which pin: a tool with its version, a base image, or <c>lock</c> for the file.</param>
/// <param name="Found">What was found, with the value.</param>
/// <param name="Cure">What to do.</param>
public sealed record PinFinding(PinFindingLevel Level, string Pin, string Found, string Cure)
{
    /// <summary>A finding that fails the check.</summary>
    public static PinFinding Problem(string pin, string found, string cure) =>
        new(PinFindingLevel.Problem, pin, found, cure);

    /// <summary>A finding that is only told.</summary>
    public static PinFinding Note(string pin, string found, string cure) => new(PinFindingLevel.Note, pin, found, cure);
}
