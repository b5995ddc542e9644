using System.Text.Json;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>What a provenance must say, compared exactly (https://slsa.dev/spec/v1.2/verifying-artifacts).</summary>
/// <param name="BuilderId">The only builder that its signer may name.</param>
/// <param name="BuildType">How its parameters are to be read.</param>
/// <param name="ExternalParameters">
/// All of its external parameters as a JSON object. A further one fails, because it may have changed the build.
/// </param>
public sealed record ProvenanceExpectation(string BuilderId, string BuildType, JsonElement ExternalParameters)
{
    /// <summary>The predicate type.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>Compares a statement.</summary>
    /// <param name="statement">A verified statement.</param>
    /// <returns>What differs, a sentence each; nothing if all is as expected.</returns>
    public IReadOnlyList<string> Differences(InTotoStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.PredicateType != PredicateType || statement.Content is not { } predicate)
        {
            return [$"The predicate has the type '{statement.PredicateType}', expected '{PredicateType}'."];
        }
        try
        {
            return Steps.Take(VerificationStep.Statement, () => Compare(predicate));
        }
        catch (RefusalException refusal)
        {
            return [refusal.Message];
        }
    }

    private string[] Compare(JsonMember predicate)
    {
        JsonMember definition = predicate.Get("buildDefinition");
        return
        [
            .. Differs("builder.id", predicate.Get("runDetails").Get("builder").Text("id"), BuilderId),
            .. Differs("buildType", definition.Text("buildType"), BuildType),
            .. CompareParameters(Members(definition.Find("externalParameters")?.Element), Members(ExternalParameters)),
        ];
    }

    private static IEnumerable<string> CompareParameters(
        Dictionary<string, JsonElement> found,
        Dictionary<string, JsonElement> expected
    )
    {
        foreach (string name in found.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            bool isFound = found.TryGetValue(name, out JsonElement value);
            if (!expected.TryGetValue(name, out JsonElement wanted))
            {
                yield return $"The external parameter '{name}' is not recognised; its value is {value.GetRawText()}.";
            }
            else if (!isFound || !JsonElement.DeepEquals(value, wanted))
            {
                yield return $"The external parameter '{name}' is {(isFound ? value.GetRawText() : "missing")}, expected {wanted.GetRawText()}.";
            }
        }
    }

    // SLSA does not distinguish unset, null and empty.
    private static Dictionary<string, JsonElement> Members(JsonElement? parameters) =>
        parameters is not { } element ? []
        : element.ValueKind == JsonValueKind.Object
            ? element
                .EnumerateObject()
                .Where(one => !IsEmpty(one.Value))
                .ToDictionary(one => one.Name, one => one.Value)
        : throw new RefusalException("The external parameters are not an object.");

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.String => value.GetString()!.Length == 0,
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.Object => value.GetPropertyCount() == 0,
            _ => false,
        };

    private static string[] Differs(string name, string found, string expected) =>
        found == expected ? [] : [$"The provenance's {name} is '{found}', expected '{expected}'."];
}
