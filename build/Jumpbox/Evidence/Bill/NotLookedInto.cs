using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// What of a tool nothing has looked into. The lists that are read are those of Go, of cargo auditable and of Python's metadata; no
/// finding for the rest does not mean that it has none.
/// </summary>
internal static class NotLookedInto
{
    /// <summary>What it is, as a sentence without its end; null if everything of the tool is listed.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="lines">What the validation listed.</param>
    public static string? Of(string tool, IReadOnlyList<LogModule> lines)
    {
        LogModule[] own = [.. lines.Where(line => line.Tool == tool)];
        string[] parts =
        [
            .. own.Where(line => line.Kind == LogModuleKind.Opaque).Select(Files),
            .. own.Where(line => line.Kind == LogModuleKind.Unread)
                .Select(line => $"{line.Name}, which could not be read"),
            .. own.Where(line => line.Kind == LogModuleKind.GoProgram && EmbeddedModule.LibraryVersion(line) is null)
                .Select(line => $"Go's library of the unknown version {line.Version} in {line.Name}"),
        ];
        return parts.Length > 0 ? string.Join(", ", parts)
            : own.Length == 0 ? "its program: the validation lists nothing of it"
            : own.Any(line => line.Kind is not LogModuleKind.Nothing) ? null
            : "its program, which lists no Go modules, Rust crates or Python distributions";
    }

    private static string Files(LogModule line) =>
        line.Name switch
        {
            "native" => $"{line.Version} files of machine code without a list",
            "java" => $"{line.Version} Java archives",
            "npm" => $"{line.Version} npm packages",
            _ => $"{line.Version} files of the kind {line.Name}",
        };
}
