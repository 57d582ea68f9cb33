package io.sluice.app;

import io.sluice.ftrack.ComponentScheme;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.ftrack.FtrackServlet;
import io.sluice.resize.MediaFiles;
import io.sluice.resize.ResizeConfig;
import io.sluice.resize.ResizeServlet;
import io.sluice.source.SourceScheme;
import io.sluice.source.Sources;
import io.sluice.source.StoreScheme;
import io.sluice.source.http.HttpScheme;
import io.sluice.storage.ObjectStore;
import io.sluice.thumbor.HostScheme;
import io.sluice.thumbor.ThumborConfig;
import io.sluice.thumbor.ThumborServlet;
import io.sluice.variant.Variants;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/** The route table: every filter and every address there is. */
final class Routes {
  private final ServletContext context;

  private Routes(ServletContext context) {
    this.context = context;
  }

  static void register(ServletContext context, Sluice sluice) {
    Routes routes = new Routes(context);
    routes.filter("request", new RequestFilter(sluice.registry()), DispatcherType.REQUEST);
    if (!sluice.front().isPresent()) {
      routes.filter("cors", new CorsFilter(sluice.config().corsOrigins()), DispatcherType.REQUEST);
    }
    routes.filter("error", new ErrorFilter(), DispatcherType.REQUEST, DispatcherType.ASYNC);

    FtrackConfig ftrack = sluice.config().ftrack();
    if (ftrack != null) {
      Servlet door =
          new FtrackServlet(
              ftrack,
              Objects.requireNonNull(sluice.stores().get(ftrack.store())),
              sluice.front(),
              sluice.work(),
              sluice.uploads(),
              sluice.clock(),
              sluice.registry());
      routes.servlet("ftrack", door, FtrackServlet.ADDRESSES.toArray(String[]::new));
      if (sluice.front().isPresent()) {
        routes.addTo("ftrack", FtrackServlet.AUTHORIZE);
      }
    }

    routes.thumbor(sluice);
    routes.resize(sluice);

    routes.servlet("health", new HealthServlet(sluice), "/health/live", "/health/ready");
    routes.servlet(
        "metrics",
        new MetricsServlet(sluice.registry(), sluice.config().metricsToken()),
        "/metrics");
    routes.servlet("nothing", new NothingServlet(), "/");
  }

  private void thumbor(Sluice sluice) {
    ThumborConfig thumbor = sluice.config().thumbor();
    Variants variants = sluice.variants();
    if (thumbor == null || variants == null) {
      return;
    }
    List<SourceScheme> schemes = new ArrayList<>();
    FtrackConfig ftrack = sluice.config().ftrack();
    if (ftrack != null) {
      ObjectStore store = Objects.requireNonNull(sluice.stores().get(ftrack.store()));
      schemes.add(new ComponentScheme(ftrack, sluice.config().publicUrl(), store, sluice.clock()));
    }
    schemes.add(new StoreScheme(sluice.stores(), thumbor.stores()));
    if (sluice.hosts() != null) {
      schemes.add(new HostScheme(new HttpScheme(sluice.hosts(), thumbor.allowedHosts())));
    }
    Servlet door =
        new ThumborServlet(thumbor, new Sources(schemes), variants, sluice.front(), sluice.work());
    servlet("thumbor", door, ThumborServlet.ADDRESS, ThumborServlet.ADDRESS + "/*");
  }

  private void resize(Sluice sluice) {
    ResizeConfig resize = sluice.config().resize();
    Variants variants = sluice.variants();
    if (resize == null || variants == null) {
      return;
    }
    MediaFiles files = MediaFiles.in(Objects.requireNonNull(sluice.stores().get(resize.store())));
    FtrackConfig ftrack = resize.components() ? sluice.config().ftrack() : null;
    ObjectStore components = ftrack == null ? null : sluice.stores().get(ftrack.store());
    Servlet door =
        new ResizeServlet(resize, files, components, variants, sluice.front(), sluice.work());
    servlet("resize", door, ResizeServlet.ADDRESS, ResizeServlet.ADDRESS + "/*");
  }

  private void filter(String name, Filter filter, DispatcherType first, DispatcherType... more) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    EnumSet<DispatcherType> types = EnumSet.of(first, more);
    registration.addMappingForUrlPatterns(types, true, "/*");
  }

  private void servlet(String name, Servlet servlet, String... addresses) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(addresses);
  }

  private void addTo(String name, String address) {
    Objects.requireNonNull(context.getServletRegistration(name)).addMapping(address);
  }
}
