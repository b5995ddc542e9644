using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>Every answer about image templates, their outputs and triggers, and every error, has the published shape.</summary>
public sealed class AnswersFollowTheSchema
{
    private const string Gallery = $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    private static readonly AnswerSchema Templates = new("imageTemplates");
    private static readonly AnswerSchema Outputs = new("imageTemplates/runOutputs");
    private static readonly AnswerSchema TriggerSchema = new("imageTemplates/triggers");
    private static readonly string Id = BuilderWorld.TemplateId().ToString();

    [Fact]
    public async Task While_a_template_is_made_built_and_read()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        Fits(Templates, (await world.PutAsync(BuilderWorld.Template(Everything))).Json);
        world.Clock.Advance(world.Cloud.Durations.TemplateCreate);
        Answer run = await world.Arm.PostAsync(Id + "/run", null, BuilderWorld.Version);
        Assert.Equal(202, run.Status);
        string? state;
        do
        {
            Answer answer = await world.Arm.GetAsync(Id, BuilderWorld.Version);
            Fits(Templates, answer.Json);
            state = answer.Json!["properties"]!["lastRunStatus"]!["runState"]!.ToString();
            world.Clock.Advance(TimeSpan.FromSeconds(20));
        } while (state == "Running");

        Assert.Equal("Succeeded", state);
        foreach (string scope in new[] { "/resourceGroups/rg-b", "" })
        {
            Answer list = await world.Arm.GetAsync(
                $"{LocalArm.Subscription}{scope}/providers/Microsoft.VirtualMachineImages/imageTemplates",
                BuilderWorld.Version
            );
            Fits(Templates, Assert.Single(list.Json!["value"]!.AsArray()));
        }
        Answer patched = await world.Arm.SendAsync("PATCH", Id, """{"tags":{"new":"tag"}}""", BuilderWorld.Version);
        Fits(Templates, patched.Json);
    }

    [Theory]
    [InlineData("ManagedImage")]
    [InlineData("SharedImage")]
    [InlineData("VHD")]
    public async Task When_outputs_are_read(string kind)
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        world.Grant(BuilderWorld.ImageGroup, "Microsoft.Compute/*");
        world.Put(Gallery, "Microsoft.Compute/galleries", []);
        world.Put($"{Gallery}/images/def", "Microsoft.Compute/galleries/images", []);
        await world.CreateAsync(p => p["distribute"] = new JsonArray(Target(kind)));
        ImageTemplate built = await world.BuildAsync();
        Assert.Equal(("Succeeded", ""), (built.LastRun.State.ToString(), built.LastRun.Message));

        Answer list = await world.Arm.GetAsync(Id + "/runOutputs", BuilderWorld.Version);
        Answer one = await world.Arm.GetAsync(Id + "/runOutputs/out", BuilderWorld.Version);

        Fits(Outputs, Assert.Single(list.Json!["value"]!.AsArray()));
        Fits(Outputs, one.Json);
        Assert.NotNull(one.Json!["properties"]![kind == "VHD" ? "artifactUri" : "artifactId"]);
    }

    [Fact]
    public async Task When_a_template_fails_to_be_made_and_when_its_build_fails_or_is_cancelled()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync(o => o with { FailCustomizer = ("second", 7) });
        ImageTemplate refused = await world.CreateAsync(
            p => p["vmProfile"]!["vnetConfig"]!["subnetId"] = BuilderWorld.Network + "/subnets/none",
            "refused"
        );
        Assert.False(refused.IsReady);
        Fits(
            Templates,
            (await world.Arm.GetAsync(BuilderWorld.TemplateId("refused").ToString(), BuilderWorld.Version)).Json
        );
        await world.CreateAsync();
        await world.BuildAsync();
        Fits(Templates, (await world.Arm.GetAsync(Id, BuilderWorld.Version)).Json);
        await world.Arm.PostAsync(Id + "/run", null, BuilderWorld.Version);
        await world.Arm.PostAsync(Id + "/cancel", null, BuilderWorld.Version);
        Fits(Templates, (await world.Arm.GetAsync(Id, BuilderWorld.Version)).Json);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Answer cancelled = await world.Arm.GetAsync(Id, BuilderWorld.Version);
        Fits(Templates, cancelled.Json);
        Assert.Equal("Canceled", cancelled.Json!["properties"]!["lastRunStatus"]!["runState"]!.ToString());
    }

    [Fact]
    public async Task When_a_trigger_is_made_read_listed_and_deleted()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync();
        string id = Id + "/triggers/source";
        Answer made = await world.Arm.PutAsync(id, """{"properties":{"kind":"SourceImage"}}""", BuilderWorld.Version);
        Assert.Equal(201, made.Status);
        Fits(TriggerSchema, made.Json);
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Answer read = await world.Arm.GetAsync(id, BuilderWorld.Version);
        Answer list = await world.Arm.GetAsync(Id + "/triggers", BuilderWorld.Version);

        Fits(TriggerSchema, read.Json);
        Assert.Equal("Succeeded", read.State);
        Fits(TriggerSchema, Assert.Single(list.Json!["value"]!.AsArray()));
        Answer wrong = await world.Arm.PutAsync(id, """{"properties":{"kind":"Moon"}}""", BuilderWorld.Version);
        Assert.Equal(400, wrong.Status);
        Assert.Equal(202, (await world.Arm.DeleteAsync(id, BuilderWorld.Version)).Status);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(404, (await world.Arm.GetAsync(id, BuilderWorld.Version)).Status);
    }

    [Fact]
    public async Task When_something_is_wrong_in_the_envelope_of_errors()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync();
        LocalArm arm = world.Arm;
        string bad = BuilderWorld.Template(p => p["Source"] = new JsonObject()).ToJsonString();
        Answer[] answers =
        [
            await arm.GetAsync(Id),
            await arm.GetAsync(Id, "1999-01-01"),
            await arm.GetAsync(Id + "x", BuilderWorld.Version),
            await arm.PutAsync(Id, BuilderWorld.Template().ToJsonString(), BuilderWorld.Version),
            await arm.PutAsync(Id + "y", bad, BuilderWorld.Version),
            await arm.PutAsync(Id + "y", "{", BuilderWorld.Version),
            await arm.PutAsync(Id + "y", "[]", BuilderWorld.Version),
            await arm.PutAsync(Id + "/runOutputs/o", "{}", BuilderWorld.Version),
            await arm.GetAsync(Id + "/runOutputs/o", BuilderWorld.Version),
            await arm.PostAsync(Id + "/cancel", null, BuilderWorld.Version),
            await arm.PostAsync(Id + "/fly", null, BuilderWorld.Version),
            await arm.SendAsync("PATCH", Id, """{"properties":{"source":{}}}""", BuilderWorld.Version),
            await arm.GetAsync("/subscriptions/x/resourceGroups", "2021-04-01"),
            await arm.GetAsync($"/subscriptions/{Guid.NewGuid()}/resourceGroups", "2021-04-01"),
            await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups/none", "2021-04-01"),
            await arm.GetAsync($"{LocalArm.Subscription}/providers/Microsoft.Nowhere/things", "2021-04-01"),
            await arm.SendAsync(
                "GET",
                Id,
                null,
                BuilderWorld.Version,
                r => r.Headers.Authorization = new("Bearer", "x")
            ),
        ];

        Assert.All(
            answers,
            a =>
            {
                Assert.InRange(a.Status, 400, 501);
                Assert.Equal("", string.Join('\n', EnvelopeProblems(a.Json)));
            }
        );
    }

    private static void Fits(AnswerSchema schema, JsonNode? answer) => Assert.Empty(schema.Problems(answer));

    private static IEnumerable<string> EnvelopeProblems(JsonNode? answer) =>
        answer is JsonObject { Count: 1 } json && json["error"] is JsonObject error
            ? ErrorProblems(error)
            : [$"not an error envelope: {answer?.ToJsonString()}"];

    private static IEnumerable<string> ErrorProblems(JsonObject error)
    {
        foreach ((string? name, JsonNode? value) in error)
        {
            bool fits = name switch
            {
                "code" or "message" => !string.IsNullOrEmpty(value?.GetValue<string>()),
                "target" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
                "details" or "additionalInfo" => value is JsonArray,
                _ => false,
            };
            if (!fits)
            {
                yield return $"error.{name}: {value?.ToJsonString()}";
            }
        }
        if (error["code"] is null || error["message"] is null)
        {
            yield return "error without code or message";
        }
        foreach (string problem in (error["details"] as JsonArray ?? []).SelectMany(d => ErrorProblems(d!.AsObject())))
        {
            yield return problem;
        }
    }

    private static void Everything(JsonObject properties)
    {
        properties["optimize"] = new JsonObject { ["vmBoot"] = new JsonObject { ["state"] = "Enabled" } };
        properties["errorHandling"] = new JsonObject
        {
            ["onCustomizerError"] = "cleanup",
            ["onValidationError"] = "abort",
        };
        properties["autoRun"] = new JsonObject { ["state"] = "Disabled" };
        properties["buildTimeoutInMinutes"] = 60;
        properties["stagingResourceGroup"] = "";
        properties["source"]!["version"] = "latest";
    }

    private static JsonObject Target(string kind)
    {
        JsonObject target = new() { ["type"] = kind, ["runOutputName"] = "out" };
        switch (kind)
        {
            case "ManagedImage":
                target["imageId"] = BuilderWorld.ImageId;
                target["location"] = "eastus2";
                break;
            case "SharedImage":
                target["galleryImageId"] = $"{Gallery}/images/def";
                target["targetRegions"] = new JsonArray(new JsonObject { ["name"] = "eastus2", ["replicaCount"] = 1 });
                break;
        }
        return target;
    }
}
