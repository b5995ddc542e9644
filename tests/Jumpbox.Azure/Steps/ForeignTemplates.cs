using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A template under our name proves nothing: its tags and all that it would do must be ours as well.</summary>
public sealed class ForeignTemplates(CompiledTemplates templates)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, Action<JsonObject>> Corpus = new()
    {
        ["jumpbox:owner"] = template => template["tags"]!.AsObject().Remove(TagNames.Owner),
        ["jumpbox:contentHash"] = template => template["tags"]![TagNames.ContentHash] = new string('f', 64),
        ["distribute[0].imageId"] = template =>
            Target(template)["imageId"] = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/img-released",
        ["distribute[0].runOutputName"] = template => Target(template)["runOutputName"] = "other",
        ["distribute[0].artifactTags"] = template =>
            Target(template)["artifactTags"]![TagNames.ContentHash] = new string('f', 64),
        ["distribute"] = template =>
        {
            JsonObject other = Target(template).DeepClone().AsObject();
            other["imageId"] = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/img-released";
            other["runOutputName"] = "other";
            template["properties"]!["distribute"]!.AsArray().Add((JsonNode)other);
        },
        ["customize[0].inline"] = template =>
            template["properties"]!["customize"]![0]!["inline"] = new JsonArray("echo Made"),
        ["validate"] = template => template["properties"]!["validate"]!["inVMValidations"] = new JsonArray(),
    };

    public static TheoryData<string> Differences => [.. Corpus.Keys];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task One_that_differs_is_not_the_same_content_and_the_difference_is_named(string difference)
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        await chain.ReplaceTemplateAsync(record, Corpus[difference]);

        HandoverException refused = await Assert.ThrowsAsync<HandoverException>(() =>
            chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        );

        Assert.Contains(record.TemplateName, refused.Message, StringComparison.Ordinal);
        Assert.Contains(difference, refused.Message, StringComparison.Ordinal);
        Assert.Contains("What to do", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task One_that_differs_is_not_built(string difference)
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        await chain.ReplaceTemplateAsync(record, Corpus[difference]);

        HandoverException refused = await Assert.ThrowsAsync<HandoverException>(() =>
            LocalChain.EndAsync(chain.Build(record))
        );

        Assert.Contains(difference, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, chain.Count("POST", "/run"));
    }

    [Fact]
    public async Task One_that_differs_in_what_azure_writes_its_own_way_alone_is_ours()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        await chain.ReplaceTemplateAsync(
            record,
            template =>
            {
                Target(template)["imageId"] = Target(template)["imageId"]!
                    .ToString()
                    .Replace("/images/img", "/images/IMG");
                Target(template)["artifactTags"]![TagNames.Commit] = "another commit";
                template["tags"]![TagNames.Commit] = "another commit";
                template["tags"]!["added-by-a-policy"] = "yes";
            }
        );

        Assert.Equal(
            RolloutOutcome.AlreadyExisted,
            (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)).Outcome
        );
    }

    [Fact]
    public async Task One_that_appears_while_ours_is_deployed_is_refused_as_well()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            """
            {"rules":[{"method":"GET","path":"*/imageTemplates/imgt*","times":1,"answer":{"status":404,"body":
            {"error":{"code":"ResourceNotFound","message":"no"} } } },
            {"method":"PUT","path":"*/deployments/*image","times":1,"answer":{"status":409,"body":
            {"error":{"code":"Conflict","message":"exists"} } } }]}
            """
        );
        await chain.PrepareAsync();
        TemplateRecord record = await chain.DescribeAsync();
        JsonObject theirs = LocalWorld.Template(chain.Names.Identity.ToString());
        await chain.World.SendAsync(
            HttpMethod.Put,
            $"{record.TemplateId}?api-version={ApiVersions.ImageTemplates}",
            theirs.ToJsonString()
        );
        while (
            await chain
                .Session.ImageTemplates.ListAsync(chain.Settings.SubscriptionId, Cancel)
                .AnyAsync(template => !template.IsReady, Cancel)
        )
        {
            await Task.Delay(50, Cancel);
        }

        await Assert.ThrowsAsync<HandoverException>(() =>
            chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        );
    }

    [Fact]
    public async Task An_image_that_the_build_reports_under_another_id_is_not_taken()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            Outputs(
                $$"""{"name":"aks-jumpbox","properties":{"artifactId":"{{PaperWorlds.ImageGroup}}/providers/Microsoft.Compute/images/img-released","provisioningState":"Succeeded"} }"""
            )
        );
        TemplateRecord record = await chain.DeployAsync();
        await chain.PutImageAsync($"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/img-released");
        ImageBuild build = chain.Build(record);
        ImageTemplate ended = await LocalChain.EndAsync(build);

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => build.ReadBackAsync(ended, Cancel));

        Assert.Contains("img-released", failure.Message, StringComparison.Ordinal);
        Assert.Contains(record.ImageId!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_run_output_of_our_name_counts()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            Outputs(
                $$"""{"name":"other","properties":{"artifactId":"{{PaperWorlds.ImageGroup}}/providers/Microsoft.Compute/images/img-released","provisioningState":"Succeeded"} }"""
            )
        );
        TemplateRecord record = await chain.DeployAsync();
        await chain.PutImageAsync($"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/img-released");
        ImageBuild build = chain.Build(record);
        ImageTemplate ended = await LocalChain.EndAsync(build);

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => build.ReadBackAsync(ended, Cancel));

        Assert.Contains("run output", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_the_tag_of_its_content_is_not_taken()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        ImageBuild build = chain.Build(record);
        ImageTemplate ended = await LocalChain.EndAsync(build);
        await chain.PutImageAsync(record.ImageId!);

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => build.ReadBackAsync(ended, Cancel));

        Assert.Contains(TagNames.ContentHash, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_VHD_counts_only_in_the_storage_of_the_staging_group()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            Outputs(
                """{"name":"aks-jumpbox","properties":{"artifactUri":"https://theirs.blob.core.windows.net/vhds/a.vhd","provisioningState":"Succeeded"} }""",
                times: 1
            ),
            "image.distribute.kind=vhd"
        );
        TemplateRecord record = await chain.DeployAsync();
        ImageBuild build = chain.Build(record);
        ImageTemplate ended = await LocalChain.EndAsync(build);

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => build.ReadBackAsync(ended, Cancel));

        Assert.Contains("theirs.blob.core.windows.net", failure.Message, StringComparison.Ordinal);
        Assert.NotNull((await build.ReadBackAsync(ended, Cancel)).VhdAddress);
    }

    private static JsonObject Target(JsonObject template) => template["properties"]!["distribute"]![0]!.AsObject();

    private static string Outputs(string output, int? times = null) =>
        $$$"""
            {"rules":[{"method":"GET","path":"*/runOutputs",{{{(times is null ? "" : $"\"times\":{times},")}}}
            "answer":{"status":200,"body":{"value":[{{{output}}}]} } }]}
            """;
}
