using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Deployments;

/// <summary>Broken templates are answered, with an error that a reader can use: never a server error, never a hang.</summary>
public sealed class MutatedTemplates
{
    private static readonly int Rounds = Fuzzing.Rounds(3000);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Mutated_templates_are_answered_without_a_server_error()
    {
        Random random = new(Fuzzing.Seed);
        string[] texts = Directory
            .EnumerateFiles(Repository.PathOf("tests/LocalAzure/Deployments/Corpus"), "*.json")
            .Where(f => !Path.GetFileName(f).StartsWith("bicep", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .ToArray();
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-mutated");
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            JsonObject template = JsonNode.Parse(texts[random.Next(texts.Length)])!.AsObject();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                Mutate(template, random);
            }
            string action = random.Next(3) == 0 ? "/whatIf" : "/validate";
            string body = Deploying.Body(template.ToJsonString());
            Stopwatch watch = Stopwatch.StartNew();

            Answer answer = await arm.PostAsync(Deploying.At(group) + action, body, Deploying.Version);

            Assert.True(
                answer.Status is 200 or 400 or 403 or 404 or 501 && watch.Elapsed < Longest,
                $"seed {Fuzzing.Seed}, round {round}, {answer.Status} after {watch.Elapsed}: {answer.Text}\n{body}"
            );
            Assert.True(answer.Status == 200 || answer.Message.Length > 10, answer.Text);
            refused += answer.Status == 200 ? 0 : 1;
        }
        Assert.InRange(refused, Rounds / 10, Rounds);
    }

    private static void Mutate(JsonNode root, Random random)
    {
        List<(JsonNode Holder, object Key)> places = Places(root);
        (JsonNode? holder, object? key) = places[random.Next(places.Count)];
        switch (random.Next(5))
        {
            case 0:
                Remove(holder, key);
                break;
            case 1:
                Set(holder, key, Odd(random));
                break;
            case 2:
                (JsonNode? other, object? otherKey) = places[random.Next(places.Count)];
                Set(holder, key, Get(other, otherKey)?.DeepClone());
                break;
            default:
                if (Get(holder, key) is JsonValue value && value.GetValueKind() == JsonValueKind.String)
                {
                    Set(holder, key, JsonValue.Create(Garble(value.GetValue<string>(), random)));
                }
                break;
        }
    }

    private static List<(JsonNode Holder, object Key)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject json => [.. json.SelectMany(p => Places(p.Value).Prepend((json, p.Key)))],
            JsonArray array => [.. array.SelectMany((item, i) => Places(item).Prepend((array, i)))],
            _ => [],
        };

    private static string Garble(string text, Random random)
    {
        if (text.Length == 0)
        {
            return "[";
        }
        int at = random.Next(text.Length);
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, "()[],.'0x-"[random.Next(10)].ToString()),
            2 => text[..at],
            _ => text.Replace("'", "", StringComparison.Ordinal),
        };
    }

    private static JsonNode? Odd(Random random) =>
        random.Next(10) switch
        {
            0 => null,
            1 => true,
            2 => -1,
            3 => 9007199254740993,
            4 => "",
            5 => new JsonArray(),
            6 => new JsonObject(),
            7 => "[concat(variables('a'), parameters('b'))]",
            8 => "[json('{')]",
            _ => 1.5,
        };

    private static JsonNode? Get(JsonNode holder, object key) =>
        key is int index ? holder.AsArray()[index] : holder.AsObject()[(string)key];

    private static void Set(JsonNode holder, object key, JsonNode? value)
    {
        if (key is int index)
        {
            holder.AsArray()[index] = value;
        }
        else
        {
            holder.AsObject()[(string)key] = value;
        }
    }

    private static void Remove(JsonNode holder, object key)
    {
        if (key is int index)
        {
            holder.AsArray().RemoveAt(index);
        }
        else
        {
            holder.AsObject().Remove((string)key);
        }
    }
}
