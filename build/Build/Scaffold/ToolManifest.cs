using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Build.Scaffold;

/// <summary>
/// The manifest of local tools, which pins the pipeline's version. Source: learn.microsoft.com/dotnet/core/tools/local-tools-how-to-use.
/// </summary>
internal static class ToolManifest
{
    /// <summary>The name of the tool's package.</summary>
    public const string Package = "AksJumpbox.Pipeline";

    /// <summary>The manifest's name.</summary>
    public const string FileName = "dotnet-tools.json";

    // The CLI looks there too, and first wrote it there.
    private static readonly string[] Places = [FileName, Path.Combine(".config", FileName)];

    /// <summary>A manifest with the tool alone, as <c>dotnet tool install</c> writes it.</summary>
    /// <param name="version">The tool's version.</param>
    public static string Write(string version) =>
        $$"""
            {
              "version": 1,
              "isRoot": true,
              "tools": {
                "aksjumpbox.pipeline": {
                  "version": "{{version}}",
                  "commands": ["jumpbox"],
                  "rollForward": false
                }
              }
            }

            """;

    /// <summary>The version of the tool that a repository pins.</summary>
    /// <param name="folder">The repository's root.</param>
    /// <returns>The version, or null where no manifest names the tool.</returns>
    /// <exception cref="SettingsException">A manifest is not JSON.</exception>
    public static string? PinnedIn(string folder) =>
        Places.Select(place => Path.Combine(folder, place)).Where(File.Exists).Select(Read).FirstOrDefault(NotNull);

    private static bool NotNull(string? version) => version is not null;

    private static string? Read(string file)
    {
        try
        {
            JsonObject? tools = JsonNode.Parse(File.ReadAllText(file)) is JsonObject manifest
                ? manifest["tools"] as JsonObject
                : null;
            KeyValuePair<string, JsonNode?> tool = (tools ?? []).FirstOrDefault(entry =>
                entry.Key.Equals(Package, StringComparison.OrdinalIgnoreCase)
            );
            return tool.Value is JsonObject entry && entry["version"] is JsonValue version ? version.ToString() : null;
        }
        catch (JsonException broken)
        {
            throw new SettingsException(
                $"{file} is not JSON: {broken.Message} Correct it, or restore it with git; it pins the version of {Package}."
            );
        }
    }
}
