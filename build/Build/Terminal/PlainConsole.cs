using System.Globalization;
using Cake.Core;

namespace Build.Terminal;

/// <summary>A console without control codes.</summary>
/// <remarks>Creates a console for two streams.</remarks>
/// <param name="output">Receives the output.</param>
/// <param name="errors">Receives the errors.</param>
internal sealed class PlainConsole(TextWriter output, TextWriter errors) : IConsole
{
    private readonly TextWriter _output = output;
    private readonly TextWriter _errors = errors;

    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => false;

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => _output.Write(Text(format, arg));

    /// <inheritdoc/>
    public void Write(string value) => _output.Write(value);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => _output.WriteLine(Text(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string value) => _output.WriteLine(value);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => _errors.Write(Text(format, arg));

    /// <inheritdoc/>
    public void WriteError(string value) => _errors.Write(value);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => _errors.WriteLine(Text(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => _errors.WriteLine(value);

    /// <inheritdoc/>
    public void ResetColor() { }

    private static string Text(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);
}
