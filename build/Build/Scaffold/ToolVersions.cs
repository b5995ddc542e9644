using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Build.Scaffold;

/// <summary>The versions of the tool that this machine and the package sources of a repository have.</summary>
internal static class ToolVersions
{
    // A source that does not answer must not hold up the check of the pins.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The versions that are unpacked on this machine, beside the running one.</summary>
    /// <param name="program">The folder of the running program, <c>…/aksjumpbox.pipeline/VERSION/tools/net10.0/any</c>.</param>
    public static IReadOnlyList<string> Installed(string program)
    {
        DirectoryInfo? package = new DirectoryInfo(Path.TrimEndingDirectorySeparator(program)).Parent?.Parent?.Parent;
        return
            package?.Parent is { Exists: true } all
            && all.Name.Equals(ToolManifest.Package, StringComparison.OrdinalIgnoreCase)
            ? [.. all.EnumerateDirectories().Select(version => version.Name)]
            : [];
    }

    /// <summary>The versions that the repository's package sources offer.</summary>
    /// <param name="folder">The repository's root, whose <c>nuget.config</c> counts.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The versions; none where no source answers.</returns>
    public static async Task<IReadOnlyList<string>> OfferedAsync(string folder, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            BufferedCommandResult answer = await Cli.Wrap("dotnet")
                .WithArguments(["package", "search", ToolManifest.Package, "--exact-match", "--format", "json"])
                .WithWorkingDirectory(folder)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token);
            return Read(answer.StandardOutput);
        }
        catch (Exception failure)
            when (failure is System.ComponentModel.Win32Exception
                || failure is OperationCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            return [];
        }
    }

    /// <summary>The versions in the answer of <c>dotnet package search --format json</c>.</summary>
    /// <param name="answer">Its output.</param>
    internal static IReadOnlyList<string> Read(string answer)
    {
        try
        {
            return
            [
                .. Items(JsonNode.Parse(answer), "searchResult")
                    .SelectMany(source => Items(source, "packages"))
                    .Where(package =>
                        ToolManifest.Package.Equals((string?)package["id"], StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(package => (string?)package["version"] ?? ""),
            ];
        }
        catch (Exception unknown) when (unknown is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode? node, string name) =>
        (node?[name] as JsonArray ?? []).OfType<JsonNode>();
}
