using Jumpbox.Customizer;
using Jumpbox.Planning;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

public sealed class PlannerTests(CompiledTemplates templates)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_an_empty_subscription_everything_would_be_created()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DescribeAsync();

        IReadOnlyList<PlannedChange> changes = await ChangesAsync(chain, record, deployed: false);

        Assert.All(changes, change => Assert.Equal("Create", change.Kind));
        Assert.Contains(changes, change => change.ResourceId == chain.Names.BuilderGroup.ToString());
        Assert.Contains(changes, change => change.ResourceId == chain.Names.ImageGroup.ToString());
        Assert.Contains(changes, change => change.ResourceId == chain.Names.Identity.ToString());
        Assert.Contains(changes, change => change.ResourceId == record.TemplateId);
        Assert.Equal(2, changes.Count(change => change.ResourceId.Contains("/roleDefinitions/")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_groups_that_someone_made_before_the_first_run_the_rest_would_be_created(bool withRoles)
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.Pipeline.Identity.EnsureGroupsAsync(LocalChain.Commit, Cancel);
        if (withRoles)
        {
            await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);
        }
        TemplateRecord record = await chain.DescribeAsync();

        IReadOnlyList<PlannedChange> changes = await ChangesAsync(chain, record, deployed: false);

        Assert.Equal(withRoles ? 0 : 2, changes.Count(change => IsNew(change, "/roleDefinitions/")));
        Assert.Equal(2, changes.Count(change => IsNew(change, "/roleAssignments/")));
        Assert.Contains(changes, change => IsNew(change, chain.Names.Identity.ToString()));
        Assert.Contains(changes, change => IsNew(change, record.TemplateId));
        Assert.DoesNotContain(changes, change => change.ResourceId == chain.Names.BuilderGroup.ToString());

        static bool IsNew(PlannedChange change, string part) =>
            change.Kind == "Create" && change.ResourceId.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Where_everything_is_there_nothing_would_be_created()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();

        IReadOnlyList<PlannedChange> changes = await ChangesAsync(chain, record, deployed: true);

        Assert.DoesNotContain(changes, change => change.Kind == "Create");
        Assert.DoesNotContain(changes, change => change.ResourceId == record.TemplateId);
    }

    [Fact]
    public async Task New_content_would_create_its_template_alone()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.DeployAsync();
        CustomizerPlan other = new([new("make", ["echo other"])], []);
        TemplateRecord record = await chain.DescribeAsync(other);

        IReadOnlyList<PlannedChange> changes = await PlannerOf(chain).ChangesAsync(other, record, false, Cancel);

        Assert.Equal(record.TemplateId, Assert.Single(changes, change => change.Kind == "Create").ResourceId);
    }

    [Fact]
    public async Task With_built_in_roles_no_role_is_part_of_the_plan()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates, null, "roles.kind=builtIn");
        TemplateRecord record = await chain.DescribeAsync();

        IReadOnlyList<PlannedChange> changes = await ChangesAsync(chain, record, deployed: false);

        Assert.DoesNotContain(changes, change => change.ResourceId.Contains("/roleDefinitions/"));
    }

    [Fact]
    public async Task Planning_changes_nothing()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        string[] before = [.. chain.World.Server.Snapshot().ResourceIds];

        await ChangesAsync(chain, await chain.DescribeAsync(), deployed: false);

        Assert.Equal(before, chain.World.Server.Snapshot().ResourceIds);
        Assert.DoesNotContain(chain.World.Server.Requests, request => request.Method is "PUT" or "PATCH" or "DELETE");
    }

    [Fact]
    public async Task The_deployed_steps_are_those_of_our_template()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        CustomizerPlan before = await PlannerOf(chain).DeployedStepsAsync(Cancel);
        await chain.DeployAsync();

        CustomizerPlan after = await PlannerOf(chain).DeployedStepsAsync(Cancel);

        Assert.Empty(before.Customize);
        Assert.Equal("make", Assert.Single(after.Customize).Name);
        Assert.Equal(["echo checked"], Assert.Single(after.Validate).Inline);
    }

    private static Task<IReadOnlyList<PlannedChange>> ChangesAsync(
        LocalChain chain,
        TemplateRecord record,
        bool deployed
    ) => PlannerOf(chain).ChangesAsync(LocalChain.Plan, record, deployed, Cancel);

    private static Planner PlannerOf(LocalChain chain) =>
        new(chain.Session, chain.Templates, chain.Pipeline, chain.Settings);
}
