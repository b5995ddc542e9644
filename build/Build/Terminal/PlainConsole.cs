using System.Globalization;
using Cake.Core;

namespace Build.Terminal;

/// <summary>A console without control codes.</summary>
/// <param name="output">Receives the output.</param>
/// <param name="errors">Receives the errors.</param>
internal sealed class PlainConsole(TextWriter output, TextWriter errors) : IConsole
{
    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => false;

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => output.Write(Text(format, arg));

    /// <inheritdoc/>
    public void Write(string value) => output.Write(value);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => output.WriteLine(Text(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string value) => output.WriteLine(value);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => errors.Write(Text(format, arg));

    /// <inheritdoc/>
    public void WriteError(string value) => errors.Write(value);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => errors.WriteLine(Text(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => errors.WriteLine(value);

    /// <inheritdoc/>
    public void ResetColor() { }

    private static string Text(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);
}
