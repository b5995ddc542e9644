namespace Jumpbox.Tools;

/// <summary>A problem with the catalogue or the lock.</summary>
/// <param name="Path">The path, for example <c>tools[3].artifacts[0].url</c>; empty for the entire file.</param>
/// <param name="Value">
/// The value that was found, shortened and with control characters made visible; null if it is missing.
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
