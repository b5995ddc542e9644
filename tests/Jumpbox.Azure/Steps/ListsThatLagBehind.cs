using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Leases;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Customizer;
using Jumpbox.Handover;
using Jumpbox.Leases;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A list that does not have what was just written proves nothing about what others wrote.</summary>
public sealed class ListsThatLagBehind
{
    private const string Version =
        $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal/images/box/versions/1.0.0";
    private static readonly JumpboxSettings Settings = LocalWorld
        .Known(
            "image.distribute.kind=gallery",
            $"image.distribute.galleryImageId={PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal/images/box"
        )
        .Settings;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string List =>
        $"/subscriptions/{Settings.SubscriptionId}/resourceGroups/{Settings.ResourceGroups.Builder}/providers/"
        + "Microsoft.VirtualMachineImages/imageTemplates";

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task The_claim_of_a_version_is_judged_by_a_list_that_has_it(int complete, bool isFirst)
    {
        int lists = 0;
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Request.Path.Value!.EndsWith("imageTemplates", StringComparison.Ordinal)
                    ? ListAsync(context, ++lists >= complete, isFirst)
                    : Write(context, Template("imgt-own", 1))
        );
        using AzureSession session = arm.Session(new AzureSessionOptions { Time = new HastyTime() });
        ImageChoice choice = new(session, Settings, _ => { });

        Exception? failure = null;
        bool holds = false;
        try
        {
            holds = await choice.HoldsAsync(Record(), Cancel);
        }
        catch (AzureFailure kept)
        {
            // The one that gives way deletes its template, which in this cloud is not its own.
            failure = kept;
        }

        Assert.Equal(complete, lists);
        Assert.Equal(isFirst, holds);
        Assert.Equal(!isFirst, failure is not null);
    }

    [Fact]
    public async Task A_list_that_stays_without_it_is_no_proof()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Request.Path.Value!.EndsWith("imageTemplates", StringComparison.Ordinal)
                    ? ListAsync(context, isComplete: false, isFirst: true)
                    : Write(context, Template("imgt-own", 1))
        );
        using AzureSession session = arm.Session(new AzureSessionOptions { Time = new HastyTime() });

        HandoverException unknown = await Assert.ThrowsAsync<HandoverException>(() =>
            new ImageChoice(session, Settings, _ => { }).HoldsAsync(Record(), Cancel)
        );

        Assert.Contains("is unknown", unknown.Message);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public async Task Who_needs_a_template_is_judged_by_a_list_that_has_the_runs_own_lease(int complete)
    {
        int lists = 0;
        JsonObject? own = null;
        JsonObject other = Lease(
            new("222222222222", "run 2", "imgt-own", LeasePurpose.Use, DateTimeOffset.UtcNow.AddHours(1))
        );
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                if (context.Request.Method == "PUT")
                {
                    own = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
                    own["name"] = "own";
                    own["id"] = "/own";
                    own["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" };
                    await Write(context, own);
                    return;
                }
                JsonArray listed = ++lists < complete ? [] : [own!.DeepClone(), other.DeepClone()];
                await Write(context, new JsonObject { ["value"] = listed });
            }
        );
        using AzureSession session = arm.Session(
            new AzureSessionOptions { Time = new HastyTime(), Holder = new LeaseHolder("111111111111", "run 1") }
        );
        TemplateLeases leases = new(session, Settings, _ => { });
        ResourceId template = ResourceId.Parse($"{List}/imgt-own");

        if (complete == int.MaxValue)
        {
            AzureFailure unknown = await Assert.ThrowsAsync<AzureFailure>(() => leases.ReserveAsync(template, Cancel));
            Assert.Contains("is unknown", unknown.Message);
        }
        else
        {
            Assert.Equal("run 2", (await leases.ReserveAsync(template, Cancel)).UserOf("imgt-own")?.Title);
        }
    }

    private static JsonObject Lease(TemplateLease lease) =>
        new()
        {
            ["id"] = "/other",
            ["name"] = "other",
            ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" },
            ["tags"] = new JsonObject(
                lease
                    .Tags.Append(KeyValuePair.Create(TagNames.Owner, new Names(Settings).Owner))
                    .Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))
            ),
        };

    private static Task ListAsync(HttpContext context, bool isComplete, bool isFirst)
    {
        JsonArray templates = [];
        if (!isFirst)
        {
            templates.Add(Template("imgt-other", 0));
        }
        if (isComplete)
        {
            templates.Add(Template("imgt-own", 1));
        }
        return Write(context, new JsonObject { ["value"] = templates });
    }

    private static Task Write(HttpContext context, JsonObject body) => context.Response.WriteAsync(body.ToJsonString());

    private static JsonObject Template(string name, int minute) =>
        new()
        {
            ["id"] = $"{List}/{name}",
            ["name"] = name,
            ["location"] = "eastus2",
            ["systemData"] = new JsonObject { ["createdAt"] = $"2026-12-01T10:0{minute}:00Z" },
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["distribute"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "SharedImage",
                        ["galleryImageId"] = Version,
                        ["runOutputName"] = "box",
                    }
                ),
            },
        };

    private static TemplateRecord Record() =>
        new()
        {
            Cloud = "azure",
            Subscription = Settings.SubscriptionId,
            Location = "eastus2",
            TemplateId = $"{List}/imgt-own",
            TemplateName = "imgt-own",
            ContentHash = "",
            ImageId = Version,
            BaseImage = null,
            SourceImageId = null,
            LockDigest = "",
            Contents = RenderedContents.None,
            Customizers = [],
            Validators = [],
            Commit = "",
            Dirty = false,
            BicepVersion = "",
        };
}
