using System.Globalization;

namespace Jumpbox.Boundaries;

/// <summary>
/// The parts of a stored log that are read: all of it, or its beginning and its end, because the first and the last lines
/// explain a failure.
/// </summary>
/// <param name="Head">The number of bytes from the start.</param>
/// <param name="Tail">The number of bytes from the end; 0 if the head is the whole log.</param>
/// <param name="Omitted">The number of bytes between them.</param>
public sealed record LogWindow(long Head, long Tail, long Omitted)
{
    /// <summary>Chooses the parts of a log.</summary>
    /// <param name="size">The size of the log in bytes, as listed.</param>
    /// <param name="most">The maximum of bytes to read.</param>
    public static LogWindow Of(long size, long most) =>
        size <= most
            ? new LogWindow(Math.Max(0, size), 0, 0)
            : new LogWindow(most / 2, most / 2, size - (2 * (most / 2)));

    /// <summary>The line that replaces what was not read.</summary>
    public string Notice =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[{Omitted} bytes of this log are not shown: the first {Head} and the last {Tail} were read.]"
        );
}
