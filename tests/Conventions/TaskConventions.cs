using System.Reflection;
using Cake.Frosting;

namespace Conventions.Tests;

public sealed class TaskConventions
{
    private static readonly Type[] Tasks =
    [
        .. typeof(Build.Run.BuildContext)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IFrostingTask)) && !type.IsAbstract),
    ];

    [Fact]
    public void Each_task_has_the_name_of_its_type() =>
        Assert.All(Tasks, task => Assert.Equal(task.Name, task.GetCustomAttribute<TaskNameAttribute>()?.Name + "Task"));

    [Fact]
    public void Each_task_has_a_description_that_is_a_sentence() =>
        Assert.All(
            Tasks,
            task =>
                Assert.Matches(@"^[A-Z].*\.$", task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "")
        );

    [Fact]
    public void Each_task_is_a_sealed_file_of_its_own_in_the_folder_Tasks() =>
        Assert.All(
            Tasks,
            task =>
            {
                Assert.True(task.IsSealed, task.Name);
                Assert.Equal("Build.Tasks", task.Namespace);
                Assert.True(
                    File.Exists(Path.Combine(Repository.Root, "build/Build/Tasks", task.Name + ".cs")),
                    task.Name
                );
            }
        );

    [Fact]
    public void Each_task_is_described_in_the_guide_of_targets()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/targets.md"));
        Assert.All(Tasks, task => Assert.Contains($"`{task.Name[..^4]}`", guide));
    }

    [Fact]
    public void The_chain_has_the_order_of_the_story()
    {
        string[] chain = ["Prereqs", "Roles", "Identity", "Template", "Build", "Logs", "Cleanup"];
        foreach ((string first, string second) in chain.Zip(chain[1..]))
        {
            Type task = Tasks.Single(type => type.Name == second + "Task");
            Assert.Contains(
                task.GetCustomAttributes<IsDependentOnAttribute>(),
                dependency => dependency.Task.Name == first + "Task"
            );
        }
    }
}
