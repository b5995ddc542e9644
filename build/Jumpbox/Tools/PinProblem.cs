namespace Jumpbox.Tools;

/// <summary>One thing that is wrong with the catalogue or the lock.</summary>
/// <param name="Path">Where, for example <c>tools[3].artifacts[0].url</c>; empty for the file as a whole.</param>
/// <param name="Value">
/// The value that was found, shortened and with control characters made visible; null where it is missing.
/// </param>
/// <param name="Expected">What is expected instead, as the end of the sentence "expected …".</param>
public sealed record PinProblem(string Path, string? Value, string Expected)
{
    /// <summary>The problem on one line.</summary>
    public override string ToString()
    {
        string where = Path.Length == 0 ? "the file" : Path;
        return Value is null
            ? $"{where} is missing; expected {Expected}."
            : $"{where} is '{Value}'; expected {Expected}.";
    }
}
