using Jumpbox.Rollouts;

namespace Jumpbox.Tests.Rollouts;

public sealed class PlanningARollout
{
    private const string Old = "000000000001";
    private const string New = "000000000002";
    private static readonly Sessions Nobody = new([], IsClosed: true);
    private static readonly Sessions Ops = new(["ops"], IsClosed: true);

    [Fact]
    public void The_first_machines_are_all_created_at_once() =>
        Assert.Equal(new RolloutStep.Grow(2), RolloutPlanner.Next(Sight([])));

    [Fact]
    public void As_many_as_the_surge_are_created_beside_the_old_ones() =>
        Assert.Equal(new RolloutStep.Grow(1), RolloutPlanner.Next(Sight([Of(Old, 1), Of(Old, 2)])));

    [Fact]
    public void Nothing_old_is_touched_until_the_new_machine_is_healthy() =>
        Assert.IsType<RolloutStep.AwaitHealth>(
            RolloutPlanner.Next(
                Sight([Of(New, 1, MachineHealth.Pending), Of(Old, 1) with { Sessions = Nobody }, Of(Old, 2)])
            )
        );

    [Fact]
    public void An_old_machine_is_asked_before_it_is_deleted() =>
        Assert.IsType<RolloutStep.AskSessions>(RolloutPlanner.Next(Sight([Of(New, 1), Of(Old, 1), Of(Old, 2)])));

    [Fact]
    public void An_old_machine_that_nobody_can_be_signed_in_to_is_deleted()
    {
        RolledMachine empty = Of(Old, 1) with { Sessions = Nobody };
        Assert.Equal(
            empty,
            Assert.IsType<RolloutStep.Delete>(RolloutPlanner.Next(Sight([Of(New, 1), empty, Of(Old, 2)]))).Machine
        );
    }

    [Fact]
    public void Unknown_sessions_count_as_someone() =>
        Assert.IsType<RolloutStep.AwaitLeaving>(
            RolloutPlanner.Next(
                Sight([
                    Of(New, 1),
                    Of(New, 2),
                    Of(Old, 1) with
                    {
                        Sessions = Sessions.Unknown("the agent is not ready"),
                    },
                ])
            )
        );

    [Fact]
    public void An_open_machine_is_not_deleted_although_nobody_is_signed_in() =>
        Assert.IsType<RolloutStep.AwaitLeaving>(
            RolloutPlanner.Next(
                Sight([Of(New, 1), Of(New, 2), Of(Old, 1) with { Sessions = new([], IsClosed: false) }])
            )
        );

    [Fact]
    public void When_the_time_is_over_it_stops_and_names_who_is_signed_in()
    {
        RolloutSight sight = Sight([Of(New, 1), Of(New, 2), Of(Old, 1) with { Sessions = Ops, IsLate = true }]);
        Assert.Contains(
            "ops is signed in",
            Assert.IsType<RolloutStep.Halt>(RolloutPlanner.Next(sight)).Why,
            StringComparison.Ordinal
        );
        Assert.IsType<RolloutStep.Delete>(RolloutPlanner.Next(sight with { OnlyNotifies = true }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_too_many_machines_only_those_are_closed_that_are_deleted(int surge) =>
        Assert.Equal(
            2,
            Assert
                .IsType<RolloutStep.AskSessions>(
                    RolloutPlanner.Next(
                        Sight([Of(New, 1), Of(New, 2), Of(New, 3), Of(New, 4)]) with
                        {
                            Surge = Math.Max(surge, 2),
                        }
                    )
                )
                .Machines.Count
        );

    [Fact]
    public void What_was_closed_and_stays_is_opened_again_before_anything_else()
    {
        // Someone named the version of the old machines after all.
        RolledMachine closed = Of(Old, 1) with
        {
            MayBeClosed = true,
        };
        RolloutSight sight = Sight([closed, Of(Old, 2), Of(New, 1)]) with { Target = Old };
        Assert.Equal([closed], Assert.IsType<RolloutStep.Open>(RolloutPlanner.Next(sight)).Machines);
        // While it is to be deleted, it stays closed.
        sight = Sight([closed, Of(Old, 2), Of(Old, 3)]) with
        {
            Target = Old,
        };
        Assert.IsType<RolloutStep.AskSessions>(RolloutPlanner.Next(sight));
        sight = Sight([closed, Of(New, 1), Of(New, 2)]);
        Assert.IsType<RolloutStep.AskSessions>(RolloutPlanner.Next(sight));
    }

    [Fact]
    public void A_protected_machine_is_never_deleted() =>
        Assert.Contains(
            "protected",
            Assert
                .IsType<RolloutStep.Halt>(
                    RolloutPlanner.Next(
                        Sight([Of(New, 1), Of(New, 2), Of(Old, 1) with { IsProtected = true, Sessions = Nobody }])
                    )
                )
                .Why,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_first_new_machine_that_is_not_healthy_turns_it_back() =>
        Assert.IsType<RolloutStep.GoBack>(
            RolloutPlanner.Next(Sight([Of(New, 1), Of(New, 2, MachineHealth.Unhealthy), Of(Old, 1)]))
        );

    [Fact]
    public void Without_a_revision_before_it_stops_and_deletes_nothing() =>
        Assert.IsType<RolloutStep.Halt>(RolloutPlanner.Next(Sight([Of(New, 1, MachineHealth.Unhealthy)])));

    [Fact]
    public void On_the_way_back_bad_machines_are_deleted_first_and_the_old_ones_are_added_again()
    {
        RolledMachine bad = Of(New, 2, MachineHealth.Unhealthy);
        RolloutSight sight = Sight([Of(New, 1), bad, Of(Old, 1)]) with { Target = Old, Failed = New };
        Assert.Equal(bad, Assert.IsType<RolloutStep.Delete>(RolloutPlanner.Next(sight)).Machine);
        sight = sight with { Machines = [Of(New, 1), Of(Old, 1)] };
        Assert.Equal(new RolloutStep.Grow(2), RolloutPlanner.Next(sight));
        Assert.IsType<RolloutStep.Halt>(RolloutPlanner.Next(sight with { CanGrow = false }));
    }

    [Fact]
    public void A_revision_without_machines_is_deleted_at_the_end()
    {
        RolloutSight sight = Sight([Of(New, 1), Of(New, 2)]) with { Revisions = [Old, New] };
        Assert.Equal(new RolloutStep.Retire(Old), RolloutPlanner.Next(sight));
        Assert.Equal(new RolloutStep.Finished(), RolloutPlanner.Next(sight with { Revisions = [New] }));
    }

    [Fact]
    public void Just_in_time_access_follows_the_machines_before_their_health_is_waited_for()
    {
        RolloutSight sight = Sight([Of(New, 1, MachineHealth.Pending), Of(Old, 1), Of(Old, 2)]) with
        {
            IsRestricted = false,
        };
        Assert.Equal(3, Assert.IsType<RolloutStep.Restrict>(RolloutPlanner.Next(sight)).Machines.Count);
        Assert.IsType<RolloutStep.AwaitHealth>(RolloutPlanner.Next(sight with { IsRestricted = true }));
        RolledMachine sick = Of(New, 1, MachineHealth.Unhealthy);
        Assert.IsType<RolloutStep.GoBack>(RolloutPlanner.Next(sight with { Machines = [sick, Of(Old, 1)] }));
    }

    [Fact]
    public void There_are_never_fewer_healthy_machines_than_wanted_nor_more_than_with_the_surge()
    {
        // Every rollout of three machines with a surge of one or two ends.
        foreach (int surge in new[] { 1, 2 })
        {
            List<RolledMachine> machines = [Of(Old, 1), Of(Old, 2), Of(Old, 3)];
            RolloutStep step;
            int steps = 0;
            do
            {
                step = RolloutPlanner.Next(new RolloutSight(New, 3, surge, [.. machines]) { Revisions = [New] });
                switch (step)
                {
                    case RolloutStep.Grow grow:
                        while (machines.Count(one => one.Revision == New) < grow.Machines)
                        {
                            machines.Add(
                                Of(New, machines.Count(one => one.Revision == New) + 1, MachineHealth.Pending)
                            );
                        }
                        break;
                    case RolloutStep.AwaitHealth:
                        machines = [.. machines.Select(one => one with { Health = MachineHealth.Healthy })];
                        break;
                    case RolloutStep.AskSessions ask:
                        machines =
                        [
                            .. machines.Select(one =>
                                ask.Machines.Contains(one) ? one with { Sessions = Nobody } : one
                            ),
                        ];
                        break;
                    case RolloutStep.Delete delete:
                        Assert.True(machines.Remove(delete.Machine));
                        break;
                    default:
                        break;
                }
                Assert.InRange(machines.Count(one => one.Health == MachineHealth.Healthy), 3, 3 + surge);
                Assert.InRange(machines.Count, 3, 3 + surge);
            } while (step is not RolloutStep.Finished && steps++ < 40);
            Assert.IsType<RolloutStep.Finished>(step);
            Assert.All(machines, one => Assert.Equal(New, one.Revision));
        }
    }

    private static RolloutSight Sight(IReadOnlyList<RolledMachine> machines) => new(New, 2, 1, machines);

    private static RolledMachine Of(string revision, int number, MachineHealth health = MachineHealth.Healthy) =>
        new($"/{revision}/{number}", $"vm-{revision}-{number}", revision, health, "it reports so");
}
