using System.Text;
using System.Text.Json.Nodes;

namespace Jumpbox.Settings;

/// <summary>Settings as one JSON object: a file, or several that were merged, with the place of each setting.</summary>
public sealed class SettingsDocument
{
    private readonly Func<string, string> _origin;

    private SettingsDocument(byte[] json, Func<string, string> origin)
    {
        Json = json;
        _origin = origin;
    }

    /// <summary>The object as UTF-8.</summary>
    internal byte[] Json { get; }

    /// <summary>Where a setting comes from: a file's name, with line and column where the file has it.</summary>
    /// <param name="key">The setting, with colons.</param>
    internal string Origin(string key) => _origin(key);

    /// <summary>A file as it is.</summary>
    internal static SettingsDocument Of(SettingsFile file) => new(file.Json, file.Origin);

    /// <summary>
    /// Merges objects as JSON Merge Patch does (RFC 7396): objects are merged name by name, everything else replaces what was
    /// there, lists as a whole, and null removes it.
    /// </summary>
    /// <param name="layers">The objects, the strongest last.</param>
    internal static SettingsDocument Merge(IReadOnlyList<SettingsLayer> layers)
    {
        JsonObject merged = layers[0].Values.DeepClone().AsObject();
        foreach (SettingsLayer layer in layers.Skip(1))
        {
            Merge(merged, layer.Values);
        }
        return new SettingsDocument(
            Encoding.UTF8.GetBytes(merged.ToJsonString()),
            key =>
                layers.Reverse().Select(layer => layer.PlaceOf(key)).OfType<string>().FirstOrDefault()
                ?? layers[^1].Name
        );
    }

    /// <summary>Merges an object into another one, see <see cref="Merge(IReadOnlyList{SettingsLayer})"/>.</summary>
    internal static void Merge(JsonObject target, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                // An object that replaces something else is merged into nothing, so that its nulls remove nothing and vanish.
                JsonObject part = target[name] as JsonObject ?? new JsonObject(target.Options);
                Merge(part, inner);
                if (part.Parent is null)
                {
                    target[name] = part;
                }
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}

/// <summary>One of the objects that are merged into settings.</summary>
/// <param name="Values">The object.</param>
/// <param name="PlaceOf">The place of a setting, with colons; null where the object does not have it.</param>
/// <param name="Name">The name of the file.</param>
internal sealed record SettingsLayer(JsonObject Values, Func<string, string?> PlaceOf, string Name);
