using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Deployments;

/// <summary>Templates written for Azure by others' habits deploy unchanged, and their image builds end with an image.</summary>
public sealed class FieldTemplates(BicepOracle oracle) : IClassFixture<BicepOracle>
{
    private const string Builder =
        "/resourceGroups/rg-corpus/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-builder";

    [Fact]
    public async Task The_original_systems_shape_builds_its_managed_image()
    {
        Assert.SkipUnless(oracle.IsThere, "There is no Bicep compiler on this machine.");
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer done = await DeployAsync(arm, "shape-original");

        await BuildAsync(arm, Deploying.Output(done, "imageTemplateName")!.ToString());

        string image = Deploying.Output(done, "distributedImageResourceId")!.ToString();
        Assert.Equal(200, (await arm.GetAsync(image, "2024-07-01")).Status);
        Assert.EndsWith(
            "/vnet-original",
            Deploying.Output(done, "vnetResourceId")!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_verified_modules_shape_builds_its_image_with_lock_and_role()
    {
        Assert.SkipUnless(oracle.IsThere, "There is no Bicep compiler on this machine.");
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-corpus");
        Answer identity = await arm.PutAsync(
            LocalArm.Subscription + Builder,
            """{"location":"eastus2"}""",
            "2024-11-30"
        );
        Answer granted = await arm.PutAsync(
            $"{group}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}",
            $$$"""{"properties":{"principalType":"ServicePrincipal","principalId":"{{{identity.Json!["properties"]!["principalId"]}}}","roleDefinitionId":"{{{LocalArm.Subscription}}}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"} }""",
            "2022-04-01"
        );
        Assert.True(granted.Status == 201, granted.Text);

        Answer done = await DeployAsync(arm, "shape-verified-module");

        string template = Deploying.Output(done, "resourceId")!.ToString();
        await BuildAsync(arm, Deploying.Output(done, "name")!.ToString());
        Assert.Equal(
            200,
            (
                await arm.GetAsync(
                    $"{group}/providers/Microsoft.Compute/images/mi-vmimg-2026-01-02-03-04-05",
                    "2024-07-01"
                )
            ).Status
        );
        Answer locks = await arm.GetAsync(
            $"{template}/providers/Microsoft.Authorization/locks/lock-vmimg",
            "2020-05-01"
        );
        Assert.Equal("CanNotDelete", locks.Json!["properties"]!["level"]!.ToString());
        Assert.Equal("ScopeLocked", (await arm.DeleteAsync(template, "2024-02-01")).Code);
    }

    private async Task<Answer> DeployAsync(LocalArm arm, string name)
    {
        string group = await Deploying.GroupAsync(arm, "rg-corpus");
        (JsonObject? template, JsonObject? parameters) = await oracle.CompileAsync(
            Path.Combine(Repository.PathOf("tests/LocalAzure/Deployments/Corpus"), name + ".bicepparam")
        );
        Answer done = await Deploying.RunAsync(
            arm,
            Deploying.At(group),
            Deploying.Body(template.ToJsonString(), parameters.ToJsonString())
        );
        Assert.True(done.State == "Succeeded", done.Json!["properties"]!["error"]?.ToJsonString());
        return done;
    }

    private static async Task BuildAsync(LocalArm arm, string name)
    {
        string id =
            $"{LocalArm.Subscription}/resourceGroups/rg-corpus/providers/Microsoft.VirtualMachineImages/imageTemplates/{name}";
        Assert.Equal(202, (await arm.PostAsync(id + "/run", null, "2024-02-01")).Status);
        JsonNode? run;
        do
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            run = (await arm.GetAsync(id, "2024-02-01")).Json!["properties"]!["lastRunStatus"];
        } while (run!["runState"]!.ToString() == "Running");
        Assert.Equal(("Succeeded", ""), (run["runState"]!.ToString(), run["message"]!.ToString()));
    }
}
