using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Customizer;
using Jumpbox.Offers;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>Two agents that choose a version at once never write the same one.</summary>
public sealed class ClaimingVersions(CompiledTemplates compiled) : IClassFixture<CompiledTemplates>
{
    private const string Definition =
        $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal/images/jumpbox";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly CustomizerPlan Other = new(
        [new("make", ["echo another"])],
        [new("check", ["echo checked"])]
    );

    private static readonly string[] ToGallery =
    [
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Definition}",
    ];

    [Fact]
    public async Task Of_two_contents_that_chose_the_same_number_the_later_one_takes_the_next()
    {
        await using LocalChain chain = await StartAsync();
        TemplateRecord first = await chain.DescribeAsync();
        TemplateRecord second = await chain.DescribeAsync(Other);
        ImageChoice blind = new(chain.Session, chain.Settings, chain.Said.Add);
        Assert.Equal("1.0.0", (await blind.OfAsync(second, false, Cancel)).Image.Id!.Name);

        TemplateRecord one = (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, first, false, Cancel)).Record;
        TemplateRecord two = (await chain.Pipeline.Template.EnsureAsync(Other, second, false, Cancel)).Record;

        Assert.EndsWith("/versions/1.0.0", one.ImageId);
        Assert.EndsWith("/versions/1.0.1", two.ImageId);
    }

    [Fact]
    public async Task A_claim_that_came_later_is_given_up_and_its_template_deleted()
    {
        await using LocalChain chain = await StartAsync();
        TemplateRecord first = (
            await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, await chain.DescribeAsync(), false, Cancel)
        ).Record;
        TemplateRecord second = (
            await chain.Pipeline.Template.EnsureAsync(Other, await chain.DescribeAsync(Other), false, Cancel)
        ).Record;
        // As if both had looked before either had written.
        await chain.ReplaceTemplateAsync(
            second,
            body => body["properties"]!["distribute"]![0]!["galleryImageId"] = first.ImageId
        );
        TemplateRecord late = second with { ImageId = first.ImageId };

        Assert.True(await chain.Pipeline.Choice.HoldsAsync(first, Cancel));
        Assert.False(await chain.Pipeline.Choice.HoldsAsync(late, Cancel));

        Assert.Null(await chain.Session.ImageTemplates.GetAsync(ResourceId.Parse(second.TemplateId), Cancel));
        Assert.Contains(
            chain.Said,
            said => said.Contains("claimed version 1.0.0 at the same time", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Two_agents_with_different_content_at_the_same_time_end_with_two_numbers()
    {
        await using LocalChain chain = await StartAsync();
        TemplateRecord first = await chain.DescribeAsync();
        TemplateRecord second = await chain.DescribeAsync(Other);

        TemplateRecord[] records = await Task.WhenAll(
            Task.Run(async () =>
                (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, first, false, Cancel)).Record
            ),
            Task.Run(async () => (await chain.Pipeline.Template.EnsureAsync(Other, second, false, Cancel)).Record)
        );

        Assert.Equal(
            ["1.0.0", "1.0.1"],
            records.Select(record => ResourceId.Parse(record.ImageId!).Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(records[0].ContentHash, first.ContentHash);
    }

    [Fact]
    public async Task A_gallery_and_a_definition_that_are_missing_are_created_once_with_their_features_and_shared()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            compiled,
            null,
            [
                .. ToGallery,
                "gallery.definition.hibernation=true",
                "gallery.definition.diskControllers=scsiAndNvme",
                "gallery.definition.recommendedCpus=2-16",
                $"gallery.sharedWithSubscriptions={Guid.Empty}",
            ]
        );
        await chain.PrepareAsync();

        IReadOnlyList<string> made = await chain.Pipeline.Identity.EnsureGalleryAsync("c", Cancel);
        IReadOnlyList<string> again = await chain.Pipeline.Identity.EnsureGalleryAsync("c", Cancel);

        Assert.Equal(["Gallery gal", "Image definition jumpbox"], made);
        Assert.Empty(again);
        GalleryDefinition definition = (
            await chain.Session.Galleries.GetImageAsync(ResourceId.Parse(Definition), Cancel)
        )!;
        Assert.Equal(("V2", "TrustedLaunchSupported"), (definition.Generation, definition.SecurityType));
        Assert.Equal("True", definition.Features["IsHibernateSupported"]);
        Assert.Equal("SCSI, NVMe", definition.Features["DiskControllerType"]);
    }

    [Fact]
    public async Task What_Image_Builder_cannot_set_on_a_version_is_set_once_afterwards()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            compiled,
            null,
            [
                .. ToGallery,
                "image.distribute.replicationRegions=eastus2,westeurope",
                "gallery.regionReplicas.westeurope=3",
                "gallery.excludedRegions=westeurope",
                "gallery.endOfLifeDays=90",
                "gallery.blockDeletion=true",
                "gallery.keepRegions=true",
            ]
        );
        await chain.PrepareAsync();
        await chain.Pipeline.Identity.EnsureGalleryAsync("c", Cancel);
        TemplateRecord record = (
            await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, await chain.DescribeAsync(), false, Cancel)
        ).Record;
        ImageBuild build = chain.Build(record);
        BuiltImage image = await build.ReadBackAsync(await LocalChain.EndAsync(build), Cancel);
        chain.Said.Clear();

        await chain.Pipeline.Aftercare(record).FinishAsync(image, Cancel);
        await chain.Pipeline.Aftercare(record).FinishAsync(image, Cancel);

        Assert.Single(chain.Said, said => said.Contains("end of life", StringComparison.Ordinal));
        GalleryVersion version = (await chain.Session.GalleryVersions.GetAsync(image.ImageId!, Cancel))!;
        Assert.True(version.BlocksDeletion);
        Assert.False(version.AllowsDeletionOfLocations);
        Assert.Equal(90, (version.EndOfLife!.Value - image.Started!.Value).TotalDays, 1);
        Assert.Equal(3, version.Targets.Single(target => target.Name == "westeurope").Replicas);
        Assert.True(version.Targets.Single(target => target.Name == "westeurope").ExcludedFromLatest);
        Assert.True(version.ExcludedFromLatest);
    }

    [Fact]
    public async Task The_number_is_no_content_so_the_template_of_a_content_has_one_name()
    {
        await using LocalChain chain = await StartAsync();
        TemplateRecord described = await chain.DescribeAsync();
        TemplateRecord ensured = (
            await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, described, false, Cancel)
        ).Record;

        Assert.Equal((described.TemplateId, described.ContentHash), (ensured.TemplateId, ensured.ContentHash));
        Assert.Equal(
            RolloutOutcome.AlreadyExisted,
            (await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, described, false, Cancel)).Outcome
        );
    }

    private async Task<LocalChain> StartAsync()
    {
        LocalChain chain = await LocalChain.StartAsync(compiled, null, ToGallery);
        await chain.PrepareAsync();
        await chain.Pipeline.Identity.EnsureGalleryAsync("c", Cancel);
        return chain;
    }
}
