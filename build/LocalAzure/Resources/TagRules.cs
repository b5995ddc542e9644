using System.Buffers;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Resources;

/// <summary>
/// Limits of tags (learn.microsoft.com, azure-resource-manager/management/tag-resources): at most 50, names up to 512
/// characters without &lt; &gt; % &amp; \ ? /, values up to 256.
/// </summary>
internal static class TagRules
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>%&\\?/");

    /// <exception cref="ArmException">400, naming the tag.</exception>
    public static JsonObject? Check(JsonNode? tags)
    {
        if (tags is null)
        {
            return null;
        }
        if (tags.Object() is not { } given)
        {
            throw Refused("InvalidTagsFormat", "Tags must be an object of texts.");
        }
        if (given.Count > 50)
        {
            throw Refused("TooManyTags", $"There are {given.Count} tags; the maximum is 50.");
        }
        if (given.DistinctBy(t => t.Key, StringComparer.OrdinalIgnoreCase).Count() < given.Count)
        {
            throw Refused("DuplicateTagName", "Two tags have names that differ in case only.");
        }
        foreach ((string? name, JsonNode? value) in given)
        {
            if (name.Length is 0 or > 512 || name.AsSpan().ContainsAny(Forbidden))
            {
                throw Refused(
                    "InvalidTagNameCharacters",
                    $"The tag name '{name}' must have 1 to 512 characters and none of <, >, %, &, \\, ?, /."
                );
            }
        }
        foreach ((string? name, JsonNode? value) in given)
        {
            if (value is not null && value.Text() is not { Length: <= 256 })
            {
                throw Refused(
                    "InvalidTagValue",
                    $"The value of the tag '{name}' must be a text of at most 256 characters."
                );
            }
        }
        return given;
    }

    private static ArmException Refused(string code, string message) => new(400, code, message, "tags");
}
