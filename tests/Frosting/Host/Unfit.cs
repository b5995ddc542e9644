using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Unfit(Notes notes) : FrostingTask<OtherContext>
{
    public override void Run(OtherContext context) => notes.Add("unfit");
}
