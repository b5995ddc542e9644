using System.Text.RegularExpressions;
using Jumpbox.Customizer;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>One thing that was built into a tool.</summary>
/// <param name="Tool">The tool's name in the catalogue.</param>
/// <param name="Kind">What its line in the log was.</param>
/// <param name="Name">Its name, in its own spelling.</param>
/// <param name="Version">Its version; empty if unknown.</param>
/// <param name="Licence">As in <see cref="LogModule"/>.</param>
/// <param name="Place">The program that it is in; null for Python.</param>
internal sealed partial record EmbeddedModule(
    string Tool,
    LogModuleKind Kind,
    string Name,
    string Version,
    string Licence,
    string? Place
)
{
    /// <summary>Go's standard library, as Go's vulnerability database names it.</summary>
    public const string StandardLibrary = "stdlib";

    // What Go calls a program that was built from a file instead of a package.
    private const string NoModule = "command-line-arguments";

    // A module that the program's own workspace has. Source: golang/go, cmd/go/internal/load, "setBuildInfo".
    private const string OfWorkspace = "(devel)";

    /// <summary>
    /// What the lines mean. Of a module that another one replaces, the other one counts; one that a folder of the tool's own
    /// repository replaces, or that its workspace has, is part of the tool. Source: golang/go, runtime/debug/mod.go.
    /// </summary>
    /// <param name="lines">The lines of the log.</param>
    /// <param name="tools">The tools as rendered, for the versions of their own modules.</param>
    public static IEnumerable<EmbeddedModule> Read(IReadOnlyList<LogModule> lines, IReadOnlyList<RenderedTool> tools)
    {
        string? place = null;
        for (int index = 0; index < lines.Count; index++)
        {
            LogModule line = lines[index];
            LogModule? other =
                index + 1 < lines.Count && lines[index + 1].Kind == LogModuleKind.GoReplacement
                    ? lines[index + 1]
                    : null;
            switch (line.Kind)
            {
                case LogModuleKind.GoProgram:
                    place = line.Name;
                    yield return Of(line, StandardLibrary, LibraryVersion(line) ?? "", place);
                    break;
                case LogModuleKind.GoMain when line.Name != NoModule:
                    yield return Of(line, line.Name, MainVersion(line, tools), place);
                    break;
                case LogModuleKind.GoModule
                    when !IsFolder((other ?? line).Name) && (other ?? line).Version != OfWorkspace:
                    yield return Of(line, (other ?? line).Name, Known((other ?? line).Version), place);
                    break;
                case LogModuleKind.RustProgram:
                    place = line.Name;
                    break;
                case LogModuleKind.Crate:
                    yield return Of(line, line.Name, line.Version, place);
                    break;
                case LogModuleKind.Python or LogModuleKind.Extension or LogModuleKind.Interpreter:
                    yield return Of(line, line.Name, line.Version, null);
                    break;
            }
        }
    }

    /// <summary>
    /// The version of Go's library in a program; null if it is unknown, as of a development version, which has some fixes of the release that
    /// it precedes. What follows is the builder's. Sources: golang/go, runtime/extern.go, "Version", and
    /// https://go.dev/doc/toolchain#version: since 1.21 each release has a patch.
    /// </summary>
    internal static string? LibraryVersion(LogModule program) =>
        GoVersion().Match(program.Version) is { Success: true } version ? version.Groups["number"].Value : null;

    private static EmbeddedModule Of(LogModule line, string name, string version, string? place) =>
        new(line.Tool, line.Kind, name, version, line.Licence, place);

    // Publishers often build outside of Go's own release tooling; then the program's module has no version, or one of a commit.
    // The lock knows the release that the file is of.
    private static string MainVersion(LogModule main, IReadOnlyList<RenderedTool> tools) =>
        Release().IsMatch(main.Version) ? main.Version
        : tools.FirstOrDefault(tool => tool.Name == main.Tool) is { } tool ? $"v{tool.Version}"
        : Known(main.Version);

    private static string Known(string version) => version.StartsWith('(') ? "" : version;

    private static bool IsFolder(string path) => path.StartsWith('.') || path.StartsWith('/');

    [GeneratedRegex(
        @"\Ago(?<number>1\.(?:[0-9]+\.[0-9]+|[0-9]+(?:rc|beta)[0-9]+|(?:1?[0-9]|20)(?![0-9])))(?:[^0-9.].*)?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex GoVersion();

    [GeneratedRegex(@"\Av[0-9]+\.[0-9]+\.[0-9]+(\+incompatible)?\z")]
    private static partial Regex Release();
}
