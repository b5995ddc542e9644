using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Jumpbox.Settings;

/// <summary>Reads the settings from file, environment and arguments, and reports every problem at once.</summary>
public static class SettingsReader
{
    private const string Prefix = "JUMPBOX__";

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="source">The sources.</param>
    /// <exception cref="SettingsException">
    /// The file cannot be read or settings are wrong; the message lists all problems.
    /// </exception>
    public static JumpboxSettings Read(SettingsSource source)
    {
        byte[] content = Content(source.File);
        RequireObject(source.File, content);
        IConfigurationRoot root = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(content))
            .AddInMemoryCollection(FromEnvironment(source.Environment))
            .AddInMemoryCollection(FromOverrides(source.Overrides))
            .Build();
        SettingValues values = new(root, [Path.GetFileName(source.File), "environment", "--set"]);
        JumpboxSettings settings = SettingsBuilder.Build(values);
        return values.Problems.Count == 0 ? settings : throw new SettingsException(source.File, values.Problems);
    }

    private static byte[] Content(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string cure = File.Exists(file)
                ? "Check its permissions."
                : "Set its path with --config=FILE, or copy jumpbox.json from the repository.";
            throw new SettingsException($"The settings file '{file}' cannot be read: {error.Message} {cure}");
        }
    }

    private static void RequireObject(string file, byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                content,
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new SettingsException(
                    $"The settings file '{file}' contains a JSON {document.RootElement.ValueKind}; expected an object in braces."
                );
            }
        }
        catch (JsonException error)
        {
            // JsonException counts from 0, editors from 1.
            string place = $"line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}";
            string reason = error.Message.Split(" LineNumber:")[0];
            throw new SettingsException($"The settings file '{file}' is not JSON: {place}: {reason}");
        }
    }

    private static Dictionary<string, string?> FromEnvironment(IReadOnlyDictionary<string, string> environment) =>
        environment
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                pair =>
                    pair.Key[Prefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
                string? (pair) => pair.Value,
                StringComparer.OrdinalIgnoreCase
            );

    private static Dictionary<string, string?> FromOverrides(IReadOnlyList<string> overrides)
    {
        string[] wrong = [.. overrides.Where(text => text.IndexOf('=', StringComparison.Ordinal) < 1)];
        if (wrong.Length > 0)
        {
            throw new SettingsException(
                $"--set={string.Join(", --set=", wrong)}: expected section.key=value, for example --set=image.name=aks-jumpbox."
            );
        }
        // The last one of the same name wins, like Cake's own arguments.
        return overrides
            .Select(text => text.Split('=', 2))
            .GroupBy(parts => KeyOf(parts[0]), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, string? (group) => group.Last()[1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Dots separate sections, but the user chooses the keys of a map: a mirror's key is a URL.</summary>
    private static string KeyOf(string path)
    {
        SettingDefinition? map = SettingDefinitions.All.FirstOrDefault(definition =>
            definition.IsMap && path.StartsWith(definition.Path + '.', StringComparison.OrdinalIgnoreCase)
        );
        int sections = map?.Path.Length ?? path.Length;
        string key = path[..sections].Replace(".", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        return map is null ? key : key + ConfigurationPath.KeyDelimiter + path[(sections + 1)..];
    }
}

/// <summary>The sources of the settings in ascending precedence: file, environment, arguments.</summary>
/// <param name="File">The settings file's path.</param>
/// <param name="Overrides">Arguments of the form <c>section.key=value</c>.</param>
/// <param name="Environment">Environment variables; those that start with <c>JUMPBOX__</c> are read.</param>
public sealed record SettingsSource(
    string File,
    IReadOnlyList<string> Overrides,
    IReadOnlyDictionary<string, string> Environment
);
