using Cake.Cli;
using Cake.Core;
using Cake.Frosting;
using Frosting.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Frosting.Tests;

/// <summary>What a task or a program would notice if the stand-in and the package were not alike.</summary>
public sealed class BeingAsThePackage
{
    [Fact]
    public void The_assembly_that_was_started_is_there_already_and_added_again_has_its_tasks_twice()
    {
        using HostRun run = HostRun.Of(host => host.AddAssembly(typeof(HostRun).Assembly), "--target=First");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Matches("Another task with the name '.+' has already been added", run.Output);
        Assert.Empty(run.Notes.Lines);
    }

    [Fact]
    public void Dependencies_are_inherited_from_the_base_class()
    {
        Assert.Equal(["first", "derived"], Work(HostRun.Of("--target=Derived")));
        Assert.Equal(["first", "derived", "crowned"], Work(HostRun.Of("--target=Crowned")));
    }

    [Fact]
    public void A_task_without_a_body_is_reported_as_delegated()
    {
        KeptReport report = new();

        using HostRun run = HostRun.Of(
            host => host.ConfigureServices(services => services.AddSingleton<ICakeReportPrinter>(report)),
            "--target=Aggregate"
        );

        Assert.Contains("First Executed", report.Lines);
        Assert.Contains("Aggregate Delegated", report.Lines);
    }

    [Fact]
    public void A_task_whose_context_does_not_fit_is_left_out_with_a_warning_and_the_others_run()
    {
        using HostRun run = HostRun.Of("--target=First");
        using HostRun other = HostRun.Of(host => host.UseContext<OtherContext>(), "--target=Unfit");

        Assert.Equal(["first"], Work(run));
        Assert.Contains(
            "The task Unfit is left out: it needs the context Frosting.Tests.Host.OtherContext",
            run.Output
        );
        Assert.Equal(["unfit"], Work(other));
        Assert.NotEqual(0, HostRun.Of("--target=Unfit").ExitCode);
    }

    [Fact]
    public void The_reason_of_a_task_that_need_not_run_is_told() =>
        Assert.Contains("there is no network", HostRun.Of("--target=Reasoned").Output);

    [Fact]
    public void A_task_that_derives_from_neither_base_class_is_refused()
    {
        using HostRun run = HostRun.Of(
            host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, BareTask>()),
            "--target=First"
        );

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("'Frosting.Tests.Host.BareTask' is no task that can run", run.Output);
    }

    [Fact]
    public void Tools_are_installed_before_the_first_task_by_the_installer_that_the_program_registers()
    {
        using HostRun run = HostRun.Of(
            host =>
                host.InstallTool(new Uri("nuget:?package=GitVersion.Tool&version=6.0.0"))
                    .ConfigureServices(services => services.AddSingleton<IToolInstaller, NotedInstaller>()),
            "--target=First"
        );

        Assert.Equal(["installed nuget:?package=GitVersion.Tool&version=6.0.0", "first"], Work(run));
    }

    [Fact]
    public void The_last_value_of_a_setting_counts_and_the_folder_for_tools_is_one()
    {
        using HostRun run = HostRun.Of(
            host => host.SetToolPath("/first").ConfigureServices(services => services.UseToolPath("/second")),
            "--target=Capturing"
        );

        Assert.Equal("/second", run.Notes.Context!.Configuration.GetValue("Paths_Tools"));
    }

    [Fact]
    public void A_folder_to_work_in_that_does_not_exist_is_refused()
    {
        using HostRun run = HostRun.Of("--target=First", "--working=/no/such/folder");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("There is no folder '/no/such/folder' to work in", run.Output);
        Assert.Empty(run.Notes.Lines);
    }

    [Fact]
    public void Version_is_what_the_programs_resolver_says()
    {
        Assert.Equal(new VersionResolver().GetVersion(), HostRun.Of("--version").Output.Trim());
        Assert.Equal(
            "1.2.3-own",
            HostRun
                .Of(
                    host => host.ConfigureServices(services => services.AddSingleton<IVersionResolver, OwnVersion>()),
                    "--version"
                )
                .Output.Trim()
        );
    }

    private static IEnumerable<string> Work(HostRun run) =>
        run.Notes.Lines.Where(note =>
            !note.StartsWith('<') && !note.EndsWith('>') && note is not "setup" && !note.StartsWith("teardown")
        );

    private sealed class OwnVersion : IVersionResolver
    {
        public string GetVersion() => "1.2.3-own";

        public string GetProductVersion() => "1.2.3-own";
    }
}
