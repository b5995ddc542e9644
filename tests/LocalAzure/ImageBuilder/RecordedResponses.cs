using System.Text.Json.Nodes;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>
/// Responses of LocalAzure compared with those of the service, member by member: recordings of azure-cli, and the examples of the
/// specification. <c>recorded.json</c> has their members and the differences that remain, which docs/localazure.md explains.
/// </summary>
public sealed class RecordedResponses
{
    private const string Example = "2025-10-01";
    private static readonly string File = Path.Combine(Repository.Root, "tests/LocalAzure/ImageBuilder/recorded.json");

    [Fact]
    public async Task Have_the_recorded_members_and_headers_except_for_the_listed_differences()
    {
        JsonArray recorded = JsonNode
            .Parse(await System.IO.File.ReadAllTextAsync(File, BuilderWorld.Cancel))!
            .AsArray();
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        Dictionary<string, Answer> seen = await WalkAsync(world);

        JsonArray renewed = new([.. recorded.Select(one => (JsonNode)Compare(one!.AsObject(), seen))]);

        if (Environment.GetEnvironmentVariable("JUMPBOX_APPROVE") == "1")
        {
            string text = renewed.ToJsonString(new() { WriteIndented = true });
            await System.IO.File.WriteAllTextAsync(File, text + "\n", BuilderWorld.Cancel);
        }
        Assert.True(JsonNode.DeepEquals(recorded, renewed), $"{renewed}");
        Assert.Equal(seen.Keys.Order(), recorded.Select(one => one!["call"]!.GetValue<string>()).Order());
    }

    // The life of a template as the recordings have it, and the calls of the examples.
    private static async Task<Dictionary<string, Answer>> WalkAsync(BuilderWorld world)
    {
        string template = BuilderWorld.TemplateId().ToString();
        LocalArm arm = world.Arm;
        JsonObject body = BuilderWorld.Template(properties =>
        {
            properties.Remove("customize");
            properties.Remove("validate");
            properties.Remove("managedResourceTags");
            properties["vmProfile"] = new JsonObject();
            ((JsonObject)properties["distribute"]![0]!).Remove("artifactTags");
        });
        body["tags"] = new JsonObject();
        world.Cloud.Store.Update(
            BuilderWorld.Identity,
            (identity, _) => identity["properties"]!["clientId"] = Guid.NewGuid().ToString()
        );
        Dictionary<string, Answer> seen = new();
        seen["create"] = await world.PutAsync(body);
        world.Clock.Advance(world.Cloud.Durations.TemplateCreate);
        seen["poll the creation"] = await PollAsync(arm, seen["create"], "Azure-AsyncOperation");
        seen["get after the creation"] = await arm.GetAsync(template, Example);
        seen["run"] = await arm.PostAsync($"{template}/run", null, Example);
        seen["get while queued"] = await arm.GetAsync(template, Example);
        seen["cancel"] = await arm.PostAsync($"{template}/cancel", null, Example);
        seen["get while canceling"] = await arm.GetAsync(template, Example);
        world.Clock.Advance(world.Cloud.Durations.Cancel);
        string trigger = $"{template}/triggers/source";
        seen["create a trigger"] = await arm.PutAsync(trigger, """{"properties":{"kind":"SourceImage"}}""", Example);
        seen["get a trigger"] = await arm.GetAsync(trigger, Example);
        seen["delete a trigger"] = await arm.DeleteAsync(trigger, Example);
        world.Clock.Advance(world.Cloud.Durations.Resource);
        seen["patch the profile"] = await arm.SendAsync(
            "PATCH",
            template,
            """{"properties":{"vmProfile":{"vmSize":"Standard_D2ds_v4","osDiskSizeGB":127}}}""",
            Example
        );
        world.Clock.Advance(world.Cloud.Durations.TemplateCreate);
        await world.BuildAsync();
        seen["get a run output"] = await arm.GetAsync($"{template}/runOutputs/out", Example);
        seen["list run outputs"] = await arm.GetAsync($"{template}/runOutputs", Example);
        seen["delete"] = await arm.DeleteAsync(template, Example);
        return seen;
    }

    private static Task<Answer> PollAsync(LocalArm arm, Answer accepted, string header) =>
        arm.GetAsync(new Uri(accepted.Headers[header]).PathAndQuery);

    // What was recorded, with the differences that there are now.
    private static JsonObject Compare(JsonObject recorded, Dictionary<string, Answer> seen)
    {
        Answer answer = seen[recorded["call"]!.GetValue<string>()];
        string[] members =
        [
            .. Members(answer.Json, "").Concat(Headers(answer)).Distinct().Order(StringComparer.Ordinal),
        ];
        string[] theirs = [.. recorded["members"]!.AsArray().Select(m => m!.GetValue<string>())];
        JsonObject compared = new()
        {
            ["call"] = recorded["call"]!.DeepClone(),
            ["source"] = recorded["source"]!.DeepClone(),
            ["status"] = recorded["status"]!.DeepClone(),
            ["members"] = recorded["members"]!.DeepClone(),
            ["missing"] = List(theirs.Except(members)),
            ["more"] = List(members.Except(theirs)),
        };
        if (answer.Status != recorded["status"]!.GetValue<int>())
        {
            compared["statusHere"] = answer.Status;
        }
        return compared;
    }

    private static JsonArray List(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static IEnumerable<string> Headers(Answer answer) =>
        from name in (string[])["Azure-AsyncOperation", "Location"]
        where answer.Headers.ContainsKey(name)
        select $"{name}: {Kind(answer.Headers[name])}";

    // The part of a polling address that differs between services.
    private static string Kind(string address) => new Uri(address).AbsolutePath.Split('/')[^2];

    private static IEnumerable<string> Members(JsonNode? node, string at) =>
        node switch
        {
            JsonObject { Count: > 0 } json => json.SelectMany(m =>
                Members(m.Value, at.Length == 0 ? Name(m.Key) : $"{at}.{Name(m.Key)}")
            ),
            JsonArray { Count: > 0 } list => list.SelectMany(item => Members(item, at + "[]")),
            null when at.Length == 0 => [],
            _ => [at],
        };

    // A map's keys are ids.
    private static string Name(string key) => key.StartsWith('/') ? "*" : key;
}
