using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Customizer;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

public sealed class ImageTemplateRolloutTests(CompiledTemplates templates)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_content_of_another_commit_is_the_same_template_and_another_step_is_another_one()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        CustomizerPlan other = new([new("make", ["echo other"])], LocalChain.Plan.Validate);

        TemplateRecord record = await chain.DescribeAsync();

        Assert.Equal(record.TemplateId, (await chain.DescribeAsync(commit: new string('f', 40))).TemplateId);
        Assert.NotEqual(record.TemplateId, (await chain.DescribeAsync(other)).TemplateId);
        Assert.Empty(chain.World.Server.Requests);
    }

    [Fact]
    public async Task A_template_is_created_once_and_then_found()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.PrepareAsync();
        TemplateRecord record = await chain.DescribeAsync();

        Assert.Equal(
            RolloutOutcome.Created,
            (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)).Outcome
        );
        Assert.Equal(
            RolloutOutcome.AlreadyExisted,
            (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)).Outcome
        );
    }

    [Fact]
    public async Task A_template_of_ours_that_Azure_failed_to_create_is_deleted_and_created_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await PutBrokenAsync(chain, chain.Names.Owner);
        await chain.PrepareAsync();

        RolloutOutcome outcome = (
            await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        ).Outcome;

        Assert.Equal(RolloutOutcome.Recreated, outcome);
        ImageTemplate? template = await chain.Session.ImageTemplates.GetAsync(
            ResourceId.Parse(record.TemplateId),
            Cancel
        );
        Assert.True(template is { IsReady: true });
        Assert.Equal(record.ContentHash, template.Tags[TagNames.ContentHash]);
    }

    [Fact]
    public async Task A_failed_template_that_another_run_is_deleting_is_waited_for()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        ResourceId id = ResourceId.Parse((await PutBrokenAsync(chain, chain.Names.Owner)).TemplateId);
        ImageTemplate seen = (await chain.Session.ImageTemplates.GetAsync(id, Cancel))!;
        ArmOperation theirs = (await chain.Session.ImageTemplates.DeleteAsync(id, Cancel))!;

        await new BrokenTemplate(chain.Session, chain.Settings).DeleteAsync(seen, Cancel);

        Assert.False(chain.Exists($"{id}"));
        await theirs.WaitAsync(Cancel);
    }

    [Fact]
    public async Task A_failed_template_of_somebody_else_stays()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await PutBrokenAsync(chain, "theirs@rg");
        await chain.PrepareAsync();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        );

        Assert.Equal("NotProvenOurs", failure.Code);
        Assert.True(chain.Exists(record.TemplateId));
    }

    [Fact]
    public async Task Nothing_is_deployed_where_its_image_would_replace_another_one()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.PrepareAsync();
        TemplateRecord record = await chain.DescribeAsync();
        await chain.PutImageAsync(record.ImageId!);

        await Assert.ThrowsAsync<HandoverException>(() =>
            chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        );

        Assert.False(chain.Exists(record.TemplateId));
    }

    [Fact]
    public async Task A_right_that_Azure_does_not_know_everywhere_yet_is_waited_for()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            Refusing(400, "Not authorized to access the resource: subnet. Check the user assigned identity.", times: 2)
        );
        await chain.PrepareAsync();
        TemplateRecord record = await chain.DescribeAsync();

        RolloutOutcome outcome = (
            await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        ).Outcome;

        Assert.Equal(RolloutOutcome.Created, outcome);
        Assert.Equal(3, chain.Count("PUT", $"/deployments/{chain.Names.Deployment("image")}"));
    }

    [Fact]
    public async Task A_template_that_somebody_else_failed_to_create_in_the_same_moment_is_tried_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            Refusing(409, "Update/Upgrade of image templates is currently not supported.", times: 1)
        );
        await chain.PrepareAsync();
        TemplateRecord record = await chain.DescribeAsync();

        Assert.Equal(
            RolloutOutcome.Created,
            (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)).Outcome
        );
    }

    [Fact]
    public async Task Any_other_refusal_ends_it_at_once()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates, Refusing(403, "no", times: 1));
        await chain.PrepareAsync();
        TemplateRecord record = await chain.DescribeAsync();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel)
        );

        Assert.Equal(403, failure.Status);
        Assert.Equal(1, chain.Count("PUT", $"/deployments/{chain.Names.Deployment("image")}"));
    }

    private static string Refusing(int status, string message, int times) =>
        $$$"""
            {"rules":[{"method":"PUT","path":"*/deployments/*image","times":{{{times}}},"answer":{"status":{{{status}}},"body":
            {"error":{"code":"DeploymentFailed","message":"{{{message}}}"} } } }]}
            """;

    // Before its identity may join the subnets, no template can be created.
    private static async Task<TemplateRecord> PutBrokenAsync(LocalChain chain, string owner)
    {
        await chain.Pipeline.Identity.EnsureGroupsAsync(LocalChain.Commit, Cancel);
        string identity = chain.Names.Identity.ToString();
        await chain.World.SendAsync(
            HttpMethod.Put,
            $"{identity}?api-version={ApiVersions.Identities}",
            $$"""{"location":"eastus2","tags":{"{{TagNames.Owner}}":"{{chain.Names.Owner}}"} }"""
        );
        TemplateRecord record = await chain.DescribeAsync();
        System.Text.Json.Nodes.JsonObject body = LocalWorld.Template(identity);
        body["tags"] = new System.Text.Json.Nodes.JsonObject { [TagNames.Owner] = owner };
        await chain.World.SendAsync(
            HttpMethod.Put,
            $"{record.TemplateId}?api-version={ApiVersions.ImageTemplates}",
            body.ToJsonString()
        );
        Assert.Equal("Failed", await chain.World.SettleAsync(record.TemplateId));
        return record;
    }
}
