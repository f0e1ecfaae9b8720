using Bunit;
using Dashboard.Storage.Rules;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Dashboard.Web.Tests.Components;

/// <summary>What MudBlazor's components ask for, and the product's rules.</summary>
public abstract class ComponentContext : BunitContext
{
    protected ComponentContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(RulesInUse.Shipped);
        Services.AddSingleton(RulesInUse.Shipped.RuleSet);
    }
}
