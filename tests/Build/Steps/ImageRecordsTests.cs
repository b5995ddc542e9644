using Build.Evidence;
using Build.Tests.Reporting;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Tools;

namespace Build.Tests.Steps;

public sealed class ImageRecordsTests : IDisposable
{
    private const string ImageId =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Compute/images/img";

    private static readonly DateTimeOffset Started = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Commit = new('c', 40);
    private static readonly TemplateRecord Template = Moments.Record with { Commit = Commit };
    private static readonly BuiltImage Image = new(
        ResourceId.Parse(ImageId),
        null,
        "24.04.2",
        Started,
        Started.AddMinutes(31),
        [new RunOutput("img", ImageId, null, "Succeeded")],
        new Dictionary<string, string>()
    );

    private static readonly BaseImage Base = new("Canonical", "ubuntu-24_04-lts", "server", "24.04.1");

    private readonly TestRunContext _run = new(new HeardLog(), [("skip", "resource-groups=created by others")]);

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_record_names_template_image_times_and_outputs()
    {
        ImageRecord record = ImageRecords.Create(_run.Context, Template, Image);

        Assert.Equal(Template.TemplateId, record.TemplateId);
        Assert.Equal(Template.ContentHash, record.ContentHash);
        Assert.Equal(ImageId, record.ImageId);
        Assert.Equal((Started, Started.AddMinutes(31)), (record.Started, record.Finished));
        Assert.Equal(ImageId, Assert.Single(record.RunOutputs).ArtifactId);
        Assert.Empty(record.Checks);
    }

    [Fact]
    public void Checks_that_were_left_out_are_in_it_with_their_reason() =>
        Assert.Equal(
            "created by others",
            ImageRecords.Create(_run.Context, Template, Image).Skipped["resource-groups"]
        );

    [Fact]
    public void The_commit_is_that_of_the_image_where_it_says_one()
    {
        string earlier = new('e', 40);
        Dictionary<string, string> tags = new() { [TagNames.Commit] = $"{new SourceMark(earlier, true)}" };

        ImageRecord record = ImageRecords.Create(_run.Context, Template, Image with { Tags = tags });

        Assert.Equal((earlier, true), (record.Commit, record.Dirty));
    }

    [Fact]
    public void The_commit_is_that_of_the_template_where_the_image_says_none()
    {
        ImageRecord record = ImageRecords.Create(_run.Context, Template, Image);

        Assert.Equal((Commit, false), (record.Commit, record.Dirty));
    }

    [Theory]
    [InlineData("24.04.2", "24.04.2")]
    [InlineData(null, "24.04.1")]
    public void The_base_image_has_the_version_that_was_used_or_else_the_one_that_was_asked_for(
        string? used,
        string recorded
    )
    {
        TemplateRecord template = Template with { BaseImage = Base };

        ImageRecord record = ImageRecords.Create(_run.Context, template, Image with { ExactBaseVersion = used });

        Assert.Equal(recorded, record.BaseImage.Version);
        Assert.Equal(Base.Sku, record.BaseImage.Sku);
    }

    [Fact]
    public void A_custom_base_image_is_named_by_its_id() =>
        Assert.Equal(
            "/base",
            ImageRecords.Create(_run.Context, Template with { SourceImageId = "/base" }, Image).BaseImage.ImageId
        );

    [Fact]
    public void A_VHD_is_named_by_its_address_without_its_signature()
    {
        BuiltImage vhd = Image with
        {
            ImageId = null,
            VhdAddress = "https://a.blob/vhds/a.vhd",
            Outputs = [new RunOutput("img", null, "https://a.blob/vhds/a.vhd?sig=secret", "Succeeded")],
        };

        ImageRecord record = ImageRecords.Create(_run.Context, Template, vhd);

        Assert.Equal("https://a.blob/vhds/a.vhd", record.ImageId);
        Assert.Equal("https://a.blob/vhds/a.vhd", Assert.Single(record.RunOutputs).ArtifactId);
    }

    [Fact]
    public void Without_the_times_of_the_build_there_is_no_record() =>
        Assert.Throws<InvalidOperationException>(() =>
            ImageRecords.Create(_run.Context, Template, Image with { Started = null })
        );

    [Fact]
    public void An_image_is_recorded_when_the_folder_has_its_very_record()
    {
        Assert.False(ImageRecords.IsRecorded(_run.Context, Template, Image));
        ImageRecords.Create(_run.Context, Template, Image).WriteTo(_run.Context.Workspace.ImageRecord);

        Assert.True(ImageRecords.IsRecorded(_run.Context, Template, Image));
        Assert.True(ImageRecords.IsRecorded(_run.Context, Template, Image with { Started = null }));
        Assert.False(ImageRecords.IsRecorded(_run.Context, Template, Image with { Started = Started.AddDays(1) }));
        Assert.False(ImageRecords.IsRecorded(_run.Context, Template with { ContentHash = new string('b', 64) }, Image));
        Assert.False(
            ImageRecords.IsRecorded(_run.Context, Template, Image with { ImageId = ResourceId.Parse($"{ImageId}2") })
        );
    }

    [Fact]
    public void Checks_come_into_the_record_with_the_logs()
    {
        LogSummary none = new(CustomizationLog.Empty, CustomizationLog.Empty);
        LogSummary logs = new(
            CustomizationLog.Empty,
            CustomizationLog.Parse(Moments.Step("kubectl 1.36.4")).Named(["tool-versions"])
        );
        ImageRecords.Create(_run.Context, Template, Image).WriteTo(_run.Context.Workspace.ImageRecord);

        Assert.Empty(ImageRecords.Complete(_run.Context, none).Checks);
        Assert.Equal("tool-versions", Assert.Single(ImageRecords.Complete(_run.Context, logs).Checks).Name);
        Assert.Equal(logs.Checks, ImageRecord.Read(_run.Context.Workspace.ImageRecord).Checks);
        Assert.Equal(logs.Checks, ImageRecords.Complete(_run.Context, none).Checks);
    }
}
