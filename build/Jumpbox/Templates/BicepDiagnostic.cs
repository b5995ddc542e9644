namespace Jumpbox.Templates;

/// <summary>One diagnostic of the Bicep compiler.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Level"><c>Error</c>, <c>Warning</c> or <c>Info</c>.</param>
/// <param name="Code">For example <c>BCP036</c> or the name of a linter rule.</param>
/// <param name="Message">What is wrong.</param>
public sealed record BicepDiagnostic(string File, int Line, int Column, string Level, string Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}({Line},{Column}): {Level} {Code}: {Message}";
}
