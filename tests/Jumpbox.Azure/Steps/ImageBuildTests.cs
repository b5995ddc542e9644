using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

public sealed class ImageBuildTests(CompiledTemplates templates)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_build_ends_with_an_image_that_says_what_it_was_built_from()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        ImageBuild build = chain.Build(record);
        Assert.True(await build.IsDeployedAsync(Cancel));
        Assert.Null(await build.FindAsync(Cancel));

        BuiltImage image = await build.ReadBackAsync(await LocalChain.EndAsync(build), Cancel);

        Assert.Equal(record.ImageId, image.ImageId!.ToString());
        Assert.Equal(record.ContentHash, image.Tags[TagNames.ContentHash]);
        Assert.Equal(record.BaseImage!.Version, image.ExactBaseVersion);
        Assert.True(image.Started < image.Finished);
    }

    [Fact]
    public async Task A_build_with_a_fallback_size_has_it_and_the_next_one_the_preferred_size_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            null,
            "buildVm.attempts=2",
            "buildVm.fallbackSizes=Standard_D2s_v5"
        );
        TemplateRecord record = await chain.DeployAsync();

        BuiltImage other = await SizedAsync(chain, record, "Standard_D2s_v5");
        // What an attempt has changed is still the template of this content.
        await chain.Pipeline.Template.EnsureAsync(LocalChain.Plan, record, false, Cancel);
        BuiltImage preferred = await SizedAsync(chain, record, chain.Settings.BuildVm.Size);

        Assert.Equal(("Standard_D2s_v5", "Standard_D2ds_v4"), (other.VmSize, preferred.VmSize));
        Assert.Equal(2, chain.Count("PATCH", record.TemplateName));
        Assert.Contains("The build VM has size Standard_D2ds_v4 now, instead of Standard_D2s_v5.", chain.Said);
    }

    [Fact]
    public async Task A_template_with_a_size_that_the_settings_do_not_name_is_not_ours()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        ImageTemplate found = (
            await chain.Session.ImageTemplates.GetAsync(ResourceId.Parse(record.TemplateId), Cancel)
        )!;
        await chain.Session.ImageTemplates.SetSizeAsync(found, "Standard_D8ds_v4", Cancel);

        HandoverException refused = await Assert.ThrowsAsync<HandoverException>(() =>
            LocalChain.EndAsync(chain.Build(record))
        );

        Assert.Contains("vmProfile.vmSize", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<BuiltImage> SizedAsync(LocalChain chain, TemplateRecord record, string size)
    {
        ImageBuild build = chain.Build(record);
        return await build.ReadBackAsync(await LocalChain.EndAsync(build, size), Cancel);
    }

    [Fact]
    public async Task An_image_of_this_content_is_found_with_its_template_and_after_that_is_gone()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        await LocalChain.EndAsync(chain.Build(record));

        BuiltImage? withTemplate = await chain.Build(record).FindAsync(Cancel);
        await (await chain.Session.ImageTemplates.DeleteAsync(ResourceId.Parse(record.TemplateId), Cancel))!.WaitAsync(
            Cancel
        );
        BuiltImage? alone = await chain.Build(record).FindAsync(Cancel);

        Assert.NotNull(withTemplate!.Started);
        Assert.Equal(record.ImageId, alone!.ImageId!.ToString());
        Assert.Null(alone.Started);
    }

    [Fact]
    public async Task A_second_run_joins_the_build_that_is_under_way()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        await LocalChain.LeaveAtWorkAsync(chain.Build(record));

        ImageTemplate end = await LocalChain.EndAsync(chain.Build(record));

        Assert.Equal(RunState.Succeeded, end.LastRun.State);
        Assert.Equal(1, chain.Count("POST", "/run"));
    }

    [Fact]
    public async Task A_build_of_an_earlier_run_that_has_ended_since_is_not_begun_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        chain.RunAgain();
        TemplateRecord record = await chain.DeployAsync();
        await LocalChain.LeaveAtWorkAsync(chain.Build(record));
        await UntilEndedAsync(chain, record);
        chain.RunAgain();

        ImageTemplate end = await LocalChain.EndAsync(chain.Build(record));

        Assert.Equal(RunState.Succeeded, end.LastRun.State);
        Assert.Equal(1, chain.Count("POST", "/run"));
        Assert.Null(chain.Session.ImageTemplates.FindStarted(ResourceId.Parse(record.TemplateId)));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_no_image()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            """{"rules":[{"failCustomizer":"make","exitCode":7}]}"""
        );
        TemplateRecord record = await chain.DeployAsync();

        ImageTemplate end = await LocalChain.EndAsync(chain.Build(record));

        Assert.Equal(RunState.Failed, end.LastRun.State);
        Assert.Null(await chain.Build(record).FindAsync(Cancel));
        Assert.False(chain.Exists(record.ImageId));
    }

    [Fact]
    public async Task A_build_is_cancelled_and_waited_for()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        ImageBuild build = chain.Build(record);
        await LocalChain.LeaveAtWorkAsync(build);

        ImageRun run = await build.CancelAsync(Cancel);

        Assert.Equal(RunState.Canceled, run.State);
        Assert.False(chain.Exists(record.ImageId));
    }

    [Fact]
    public async Task A_cancelled_build_is_begun_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        chain.RunAgain();
        TemplateRecord record = await chain.DeployAsync();
        ImageBuild build = chain.Build(record);
        await LocalChain.LeaveAtWorkAsync(build);
        await build.CancelAsync(Cancel);
        chain.RunAgain();

        ImageTemplate end = await LocalChain.EndAsync(chain.Build(record));

        Assert.Equal(RunState.Succeeded, end.LastRun.State);
        Assert.Equal(2, chain.Count("POST", "/run"));
    }

    [Fact]
    public async Task Where_no_build_is_under_way_there_is_nothing_to_cancel()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();

        ImageRun run = await chain.Build(record).CancelAsync(Cancel);

        Assert.Equal(RunState.None, run.State);
        Assert.Equal(0, chain.Count("POST", "/cancel"));
    }

    [Fact]
    public async Task An_image_that_came_meanwhile_is_not_written_over()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        TemplateRecord record = await chain.DeployAsync();
        await chain.PutImageAsync(record.ImageId!);

        await Assert.ThrowsAsync<HandoverException>(() => LocalChain.EndAsync(chain.Build(record)));

        Assert.Equal(0, chain.Count("POST", "/run"));
    }

    [Fact]
    public async Task The_image_notes_the_run_that_made_it()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        (ImageBuild build, TemplateRecord record, BuiltImage image) = await BuiltAsync(chain);

        await chain.Pipeline.Aftercare(record).FinishAsync(image, Cancel);

        BuiltImage noted = (await build.FindAsync(Cancel))!;
        Assert.Equal(TagNames.RunOf(image.Started!.Value), noted.Tags[TagNames.Run]);
    }

    [Fact]
    public async Task A_note_that_Azure_refuses_does_not_fail_the_build()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            """
            {"rules":[{"method":"PATCH","path":"*/tags/default","answer":{"status":403,"body":
            {"error":{"code":"AuthorizationFailed","message":"no"} } } }]}
            """
        );
        (ImageBuild build, TemplateRecord record, BuiltImage image) = await BuiltAsync(chain);

        await chain.Pipeline.Aftercare(record).FinishAsync(image, Cancel);

        Assert.Contains(TagNames.Run, Assert.Single(chain.Said, said => said.Contains(TagNames.Run)));
        Assert.False((await build.FindAsync(Cancel))!.Tags.ContainsKey(TagNames.Run));
    }

    private static async Task<(ImageBuild Build, TemplateRecord Record, BuiltImage Image)> BuiltAsync(LocalChain chain)
    {
        TemplateRecord record = await chain.DeployAsync();
        ImageBuild build = chain.Build(record);
        return (build, record, await build.ReadBackAsync(await LocalChain.EndAsync(build), Cancel));
    }

    private static async Task UntilEndedAsync(LocalChain chain, TemplateRecord record)
    {
        await foreach (
            RunSighting _ in new RunWatch(chain.Session).WatchAsync(ResourceId.Parse(record.TemplateId), null, Cancel)
        ) { }
    }
}
