using System.Text.Json.Nodes;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Idioms;

/// <summary>
/// Every idiom as it is, and with one wrong member, to validate, what-if and create: they refuse the same with the same codes, and nothing
/// is created then; what they accept deploys, unless only time shows that it cannot.
/// </summary>
public sealed class AgreeingIdioms(IdiomCloud cloud) : IClassFixture<IdiomCloud>
{
    // What a service finds after it has accepted a resource, or in a value that only another resource's answer gives.
    private static readonly string[] Late =
    [
        "InvalidTemplate",
        "InvalidTemplateDeployment",
        "PrivateIPAddressInReservedRange",
        "PrivateIPAddressIsAllocated",
        "PrivateIPAddressNotInSubnet",
        "ResourceNotFound",
    ];

    private static readonly string[] Wrong = ["atlantis", "", "not a value"];

    [Fact]
    public async Task Validate_what_if_and_create_say_the_same_of_each_and_of_its_mutations()
    {
        Assert.SkipUnless(cloud.IsThere, "There is no Bicep compiler on this machine.");
        string folder = Repository.PathOf("tests/LocalAzure/Idioms");
        string[] files =
        [
            .. new[] { "Taken", "Refused" }
                .SelectMany(name => Directory.GetFiles(Path.Combine(folder, name), "*.bicep"))
                .Order(StringComparer.Ordinal),
        ];
        Random random = new(Fuzzing.Seed);
        List<string> wrong = [];
        int number = 0;
        int refused = 0;
        foreach (string file in files)
        {
            (JsonObject template, JsonObject parameters) = await cloud.CompileAsync(file);
            for (int round = 0; round <= Fuzzing.Rounds(1); round++)
            {
                JsonObject changed = (JsonObject)template.DeepClone();
                string change = round == 0 ? "as it is" : Mutate(changed, random);
                number++;
                string[] before = Everything();
                IdiomRun run = await IdiomRun.DeployAsync(
                    cloud.Arm,
                    $"rg-agree-{number}",
                    $"agree-{number}",
                    changed,
                    parameters
                );
                string what = $"{Path.GetFileName(file)}, {change}";
                refused += run.IsEarly ? 1 : 0;
                string[] codes = [.. run.Codes.Order(StringComparer.Ordinal)];
                if (run.IsEarly && !Everything().Except(before).All(id => id.EndsWith($"/rg-agree-{number}")))
                {
                    wrong.Add($"{what}: refused, and created {string.Join(' ', Everything().Except(before))}");
                }
                foreach (Answer other in new[] { run.Validated, run.WhatIf })
                {
                    string[] theirs = [.. IdiomRun.CodesOf(other.Json?["error"]).Order(StringComparer.Ordinal)];
                    if (run.IsEarly ? !theirs.SequenceEqual(codes) : other.Status != 200)
                    {
                        wrong.Add($"{what}: {run.Problem}\n  and {other.Text}");
                    }
                }
                if (!run.IsEarly && !run.Succeeded && !codes.Intersect(Late).Any())
                {
                    wrong.Add($"{what}: accepted, and then {run.Problem}");
                }
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {number}\n{string.Join('\n', wrong)}");
        Assert.InRange(refused, number / 4, number);
    }

    private string[] Everything() => [.. cloud.Arm.Server.Snapshot().ResourceIds];

    // Of a resource or of one in a module: a member that is missing, has another name, or another value.
    private static string Mutate(JsonObject template, Random random)
    {
        (JsonObject Holder, string Name)[] places = [.. Resources(template).SelectMany(r => Members(r)).Distinct()];
        if (places.Length == 0)
        {
            return "with nothing to change";
        }
        (JsonObject holder, string name) = places[random.Next(places.Length)];
        JsonNode? value = holder[name];
        switch (random.Next(3))
        {
            case 0:
                holder.Remove(name);
                return $"without {name}";
            case 1:
                holder.Remove(name);
                holder[name + "s"] = value;
                return $"{name} called {name}s";
            default:
                holder[name] =
                    value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
                        ? random.Next(2) * 100_000 - 1
                        : Wrong[random.Next(Wrong.Length)];
                return $"{name} is {holder[name]!.ToJsonString()}";
        }
    }

    private static IEnumerable<JsonObject> Resources(JsonObject template)
    {
        IEnumerable<JsonNode?> all = template["resources"] switch
        {
            JsonArray list => list,
            JsonObject map => map.Select(one => one.Value),
            _ => [],
        };
        foreach (JsonObject resource in all.OfType<JsonObject>().Where(one => one["existing"] is null))
        {
            yield return resource;
            if (resource["properties"]?["template"] is JsonObject inner)
            {
                foreach (JsonObject below in Resources(inner))
                {
                    yield return below;
                }
            }
        }
    }

    private static IEnumerable<(JsonObject, string)> Members(JsonObject node)
    {
        bool isModule = (string?)node["type"] == "Microsoft.Resources/deployments";
        foreach ((string name, JsonNode? value) in node.ToList())
        {
            if (isModule || name is "apiVersion" or "type" or "dependsOn" or "copy" or "metadata")
            {
                continue;
            }
            yield return (node, name);
            foreach (
                (JsonObject, string) place in value switch
                {
                    JsonObject json => Members(json),
                    JsonArray array => array.OfType<JsonObject>().SelectMany(Members),
                    _ => [],
                }
            )
            {
                yield return place;
            }
        }
    }
}
