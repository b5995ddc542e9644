using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using Jumpbox.Customizer;
using Jumpbox.Evidence.Gate;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests;

public sealed class ReadingARelease
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images";
    private const string Managed = $"{Group}/providers/Microsoft.Compute/images/img-1";
    private const string World = $$"""
        {"resources":[{"id":"{{Group}}","location":"eastus2"},
        {"id":"{{Managed}}","location":"eastus2","tags":{"jumpbox:owner":"ours"},"properties":{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"} } } }]}
        """;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cloud_is_named_by_the_endpoint_and_not_by_what_the_session_is_called()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();
        using AzureSession disguised = new(
            AzureCloud.Custom("azure", world.Session.Cloud.ResourceManager),
            new FixedToken()
        );

        Assert.NotEqual("azure", new ReleaseReading(disguised).Cloud);
        Assert.Equal("azure", new ReleaseReading(new AzureSession(AzureCloud.Public, new FixedToken())).Cloud);
        Assert.Equal(
            "azureUSGovernment",
            new ReleaseReading(new AzureSession(AzureCloud.Government, new FixedToken())).Cloud
        );
    }

    [Fact]
    public async Task The_image_is_shown_with_state_tags_and_creation_time_and_a_template_that_is_gone_as_absent()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);

        CloudSighting seen = await new ReleaseReading(world.Session).ReadAsync(Expected(Managed), Cancel);

        Assert.Equal("Succeeded", seen.Image.Value.State);
        Assert.Equal("ours", seen.Image.Value.Tags["jumpbox:owner"]);
        Assert.True(seen.Image.Value.Created.Exists);
        Assert.Equal(ReadingState.Absent, seen.Template.State);
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_absent_and_a_cloud_that_refuses_is_unreadable()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);
        using AzureSession stranger = new(world.Session.Cloud, new FixedToken(), world.Session.Options);

        CloudSighting gone = await new ReleaseReading(world.Session).ReadAsync(Expected(Managed + "0"), Cancel);
        CloudSighting refused = await new ReleaseReading(stranger).ReadAsync(Expected(Managed), Cancel);

        Assert.Equal(ReadingState.Absent, gone.Image.State);
        Assert.Equal(ReadingState.Unreadable, refused.Image.State);
        Assert.NotEmpty(refused.Image.Reason!);
    }

    private static TemplateRecord Expected(string image) =>
        new()
        {
            Cloud = "local",
            Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Location = "eastus2",
            TemplateId = $"{Group}/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-1",
            TemplateName = "imgt-1",
            ContentHash = new string('a', 64),
            ImageId = image,
            BaseImage = null,
            SourceImageId = null,
            LockDigest = "",
            Contents = RenderedContents.None,
            Customizers = [],
            Validators = [],
            Commit = "unknown",
            Dirty = true,
            BicepVersion = "",
        };
}
