using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using LocalAzure.Store;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>Image templates that the service refuses, at once or when it looks at what they name.</summary>
public sealed class RefusedTemplates
{
    private const string Network = $"{LocalArm.Subscription}/resourceGroups/rg-net/providers/Microsoft.Network";

    private const string Staging = $"{LocalArm.Subscription}/resourceGroups/rg-stage";

    private static readonly string Id = BuilderWorld.TemplateId().ToString();

    [Fact]
    public async Task A_template_is_never_updated_and_a_failed_one_blocks_its_name_until_it_is_deleted()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        ImageTemplate broken = await world.CreateAsync(p => p["source"]!["version"] = "1.2.3");
        Assert.Equal("Failed", broken.ProvisioningState);
        Answer stored = await world.Arm.GetAsync(Id, BuilderWorld.Version);
        Assert.Equal(
            "BadPIRSource",
            stored.Json!["properties"]!["provisioningError"]!["provisioningErrorCode"]!.ToString()
        );

        Answer again = await world.PutAsync(BuilderWorld.Template());
        Answer run = await world.Arm.PostAsync(Id + "/run", null, BuilderWorld.Version);
        await world.Arm.DeleteAsync(Id, BuilderWorld.Version);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        ImageTemplate fresh = await world.CreateAsync();
        Answer update = await world.PutAsync(BuilderWorld.Template());

        Assert.Equal((409, "Conflict"), (again.Status, again.Code));
        Assert.Equal((409, "OperationNotAllowed"), (run.Status, run.Code));
        Assert.True(fresh.IsReady);
        Assert.Equal((409, "Conflict"), (update.Status, update.Code));
    }

    [Fact]
    public async Task The_right_to_the_network_is_looked_at_when_the_template_is_made()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        foreach (StoredResource assignment in world.Cloud.Store.Under(BuilderWorld.Network + "/providers/"))
        {
            world.Cloud.Store.Remove(assignment.Id);
        }
        ImageTemplate made = await world.CreateAsync();
        Assert.Equal("Failed", made.ProvisioningState);
        Assert.Contains("Not authorized to access the resource", made.ProvisioningError, StringComparison.Ordinal);
        Assert.Contains(BuilderWorld.Principal, made.ProvisioningError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "eastus2", true, null)]
    [InlineData("full", "eastus2", true, "must be empty")]
    [InlineData("empty", "westus2", true, "region")]
    [InlineData("empty", "eastus2", false, "Contributor")]
    public async Task A_brought_staging_group_must_be_empty_near_and_open_to_the_identity(
        string content,
        string location,
        bool granted,
        string? refusal
    )
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.Arm.PutAsync(Staging, $$"""{"location":"{{location}}"}""", "2024-03-01");
        if (granted)
        {
            world.Grant(Staging, "*");
        }
        if (content == "full")
        {
            world.Put($"{Staging}/providers/Microsoft.Network/routeTables/rt", "Microsoft.Network/routeTables", []);
        }

        ImageTemplate made = await world.CreateAsync(p => p["stagingResourceGroup"] = Staging);

        if (refusal is null)
        {
            Assert.Equal(Staging, made.StagingGroup!.ToString());
            ImageTemplate other = await world.CreateAsync(p => p["stagingResourceGroup"] = Staging, "other");
            Assert.Equal("Failed", other.ProvisioningState);
            await world.Arm.DeleteAsync(Id, BuilderWorld.Version);
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(200, (await world.Arm.GetAsync(Staging, "2024-03-01")).Status);
            Assert.DoesNotContain(
                world.Arm.Server.Snapshot().ResourceIds,
                i => i.StartsWith(Staging + "/providers/Microsoft.Storage", StringComparison.OrdinalIgnoreCase)
            );
        }
        else
        {
            Assert.Equal("Failed", made.ProvisioningState);
            Assert.Contains(refusal, made.ProvisioningError, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unknown_and_wrongly_cased_properties_are_refused_from_2024_02_01_and_overlooked_before()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        static void Misspell(JsonObject p)
        {
            p["optimize"] = JsonNode.Parse("""{"vmboot":{"state":"Enabled"}}""");
            p["colour"] = "red";
            p.Remove("managedResourceTags");
            p["vmProfile"]!["vnetConfig"]!.AsObject().Remove("containerInstanceSubnetId");
        }

        Answer strict = await world.PutAsync(BuilderWorld.Template(Misspell));
        Answer lax = await world.PutAsync(BuilderWorld.Template(Misspell), "lax", "2022-07-01");

        Assert.Equal(400, strict.Status);
        Assert.Contains("unknown field \"vmboot\"", strict.Text.Replace("\\u0022", "\""), StringComparison.Ordinal);
        Assert.Contains("colour", strict.Text, StringComparison.Ordinal);
        Assert.Equal(201, lax.Status);
        Assert.DoesNotContain("colour", lax.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"vmProfile":{"vnetConfig":{"containerInstanceSubnetId":"SUBNETS/containers"}}}""",
        "without subnetId"
    )]
    [InlineData(
        """{"vmProfile":{"vnetConfig":{"subnetId":"SUBNETS/build","containerInstanceSubnetId":"SUBNETS/build"}}}""",
        "the same subnet"
    )]
    [InlineData(
        """{"vmProfile":{"vnetConfig":{"subnetId":"SUBNETS/build","containerInstanceSubnetId":"SUBNETS/containers","proxyVmSize":"Standard_A1_v2"}}}""",
        "proxyVmSize"
    )]
    [InlineData("""{"buildTimeoutInMinutes":5}""", "client_jwt")]
    [InlineData("""{"buildTimeoutInMinutes":961}""", "buildTimeoutInMinutes")]
    [InlineData(
        """{"customize":[{"type":"Shell","name":"x","inline":["a"],"scriptUri":"https://a"}]}""",
        "both inline and scriptUri"
    )]
    [InlineData("""{"customize":[{"type":"Shell","name":"x"}]}""", "neither inline nor scriptUri")]
    [InlineData("""{"customize":[{"type":"Ansible","name":"x"}]}""", "Ansible")]
    [InlineData("""{"distribute":[]}""", "distribution target")]
    [InlineData("""{"errorHandling":{"onCustomizerError":"shrug"}}""", "shrug")]
    [InlineData("""{"vmProfile":{"osDiskSizeGB":-1}}""", "osDiskSizeGB")]
    public async Task What_the_service_refuses_at_once_is_named(string change, string named)
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        JsonObject body = BuilderWorld.Template(p =>
        {
            foreach (
                (string? name, JsonNode? value) in JsonNode
                    .Parse(change.Replace("SUBNETS", $"{Network}/virtualNetworks/vnet-t/subnets"))!
                    .AsObject()
            )
            {
                p[name] = value!.DeepClone();
            }
        });
        Answer answer = await world.PutAsync(body);
        Assert.Equal(400, answer.Status);
        Assert.Contains(named, answer.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await world.Arm.GetAsync(Id, BuilderWorld.Version)).Status);
    }
}
