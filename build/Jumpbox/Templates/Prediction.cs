using System.Text.Json.Nodes;

namespace Jumpbox.Templates;

/// <summary>
/// The result of a deployment, evaluated offline by the compiler. Values that only Azure knows remain expressions in square
/// brackets.
/// </summary>
/// <param name="Resources">The resources, each as in the template with <c>id</c>, <c>type</c>, <c>name</c>.</param>
/// <param name="Outputs">The outputs by name.</param>
public sealed record Prediction(IReadOnlyList<JsonObject> Resources, JsonObject Outputs)
{
    /// <summary>Gets a string output.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="BicepException">There is no such output.</exception>
    public string Text(string name) =>
        (string?)Outputs[name]
        ?? throw new BicepException(
            $"The template has no output '{name}'. It has: {string.Join(", ", Outputs.Select(output => output.Key))}."
        );

    /// <summary>Reads what <see cref="ToJson()"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    public static Prediction Read(JsonObject json) =>
        new(
            [.. (json["resources"] as JsonArray ?? []).Select(resource => resource!.DeepClone().AsObject())],
            json["outputs"]?.DeepClone().AsObject() ?? []
        );

    /// <summary>The prediction as JSON, in the compiler's order.</summary>
    public JsonObject ToJson() => ToJson(Resources);

    /// <summary>The prediction with sorted keys and resources: equal content gives equal text.</summary>
    public string ToCanonicalText() =>
        CanonicalJson.Write(ToJson(Resources.OrderBy(resource => (string?)resource["id"], StringComparer.Ordinal)));

    private JsonObject ToJson(IEnumerable<JsonObject> resources) =>
        new()
        {
            ["resources"] = new JsonArray([.. resources.Select(resource => resource.DeepClone())]),
            ["outputs"] = Outputs.DeepClone(),
        };
}
