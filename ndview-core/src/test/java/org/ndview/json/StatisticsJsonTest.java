package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

class StatisticsJsonTest {
  record Prepared(String name, Statistics statistics, Scaling scaling) {}

  private static final JsonMapper MAPPER = JsonMapper.builder().findAndAddModules().build();

  @Test
  void theSameBitsComeBack() {
    Random random = new Random(5);
    NdView view = NdView.of(random.doubles(3000, -1e6, 1e6).toArray()).reshape(1000, 3);
    NdView odd =
        NdView.of(
                new double[] {1, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 0.1, Double.NaN})
            .reshape(2, 3);
    for (Statistics statistics :
        List.of(
            view.statistics(),
            view.statistics(-1),
            view.statistics(1, 0),
            odd.statistics(1),
            view.slice(":0").statistics(1),
            view.slice(":, :0").statistics(1))) {
      String json = MAPPER.writeValueAsString(statistics);
      assertThat(MAPPER.readValue(json, Statistics.class)).isEqualTo(statistics);
    }
    Statistics channels = view.statistics(-1);
    for (Scaling scaling :
        List.of(
            Scaling.none(),
            Scaling.of(1 / 255.0, -0.1),
            new Scaling.Uniform(1, 0),
            Scaling.standardize(channels),
            Scaling.minMax(channels, 0, 1).inverse())) {
      Prepared prepared = new Prepared("x", channels, scaling);
      assertThat(MAPPER.readValue(MAPPER.writeValueAsString(prepared), Prepared.class))
          .isEqualTo(prepared);
    }
  }

  @Test
  void itIsReadByAnyone() {
    assertThat(MAPPER.writeValueAsString(NdView.of(new double[] {1, 3, Double.NaN}).statistics()))
        .isEqualTo(
            "{\"dims\":[],\"shape\":[],\"count\":[3],\"nans\":[1],\"infinities\":[0],\"min\":[1.0],"
                + "\"max\":[3.0],\"mean\":[2.0],\"meanRest\":[0.0],\"squares\":[2.0],\"squaresRest\":[0.0]}");
    assertThat(MAPPER.writeValueAsString(Scaling.of(2, 1)))
        .isEqualTo("{\"kind\":\"uniform\",\"scale\":2.0,\"shift\":1.0}");
    assertThat(MAPPER.writeValueAsString(Scaling.perIndex(new double[] {2}, new double[] {1}, -1)))
        .isEqualTo("{\"kind\":\"perIndex\",\"scale\":[2.0],\"shift\":[1.0],\"dim\":-1}");
    assertThat(MAPPER.writeValueAsString(Scaling.none())).isEqualTo("{\"kind\":\"none\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'kind':'other'}; expected none, uniform or perIndex, found other",
        "{'kind':'uniform','scale':1}; the key \"shift\" is missing",
        "{'kind':'uniform','scale':[1],'shift':2}; the key \"scale\" is missing, or of another kind",
        "{'kind':'uniform','scale':'x','shift':2}; scale: expected a number, found x",
        "{'kind':'uniform','scale':true,'shift':2}; scale: expected a number, found true",
        "{'kind':'none','scale':1}; unknown key [scale]",
        "{'kind':'none','kind':'none'}; uplicate",
        "{'kind':'perIndex','scale':[1],'shift':[2,3],'dim':0}; 1 scales and 2 shifts",
        "{'kind':'perIndex','scale':[1],'shift':[2],'dim':1.5}; dim: expected a whole number, found 1.5",
        "[]; expected an object, found ["
      })
  void whatIsWrongIsNamed(String json, String message) {
    assertThatThrownBy(() -> MAPPER.readValue(json.replace('\'', '"'), Scaling.class))
        .hasMessageContaining(message);
  }

  @Test
  void statisticsThatCannotBeAreRefused() {
    String json = MAPPER.writeValueAsString(NdView.of(new double[] {1, 3}).statistics());
    for (String wrong :
        List.of(
            json.replace("\"nans\":[0]", "\"nans\":[7]"),
            json.replace("\"min\":[1.0]", "\"min\":[9]"),
            json.replace("\"shape\":[]", "\"shape\":[2]"),
            json.replace("\"mean\":[2.0]", "\"mean\":[2.0,3]"))) {
      assertThatThrownBy(() -> MAPPER.readValue(wrong, Statistics.class))
          .isInstanceOf(MismatchedInputException.class)
          .hasMessageContaining("Statistics: ");
    }
  }
}
